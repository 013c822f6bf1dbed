import { test as base, type Page, type Response } from '@playwright/test';

/** The page's test, whose page is a `whenLive` one. */
export const test = base.extend({
  page: async ({ page }, use) => {
    await use(whenLive(page));
  },
});

/** A page that has been opened or loaded again only once it has come to life (components/shell/Providers.tsx): it is seen before, and then a click does nothing. */
export function whenLive(page: Page): Page {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  const wait = async (answer: Response | null): Promise<Response | null> => {
    if (answer?.headers()['content-type']?.startsWith('text/html')) await page.locator('html[data-live]').waitFor({ state: 'attached' });
    return answer;
  };
  page.goto = async (...how) => wait(await goto(...how));
  page.reload = async (...how) => wait(await reload(...how));
  return page;
}
