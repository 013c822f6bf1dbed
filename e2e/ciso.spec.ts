import { expect } from '@playwright/test';
import { test } from './live.ts';

/** A minute of somebody who answers for the estate: how bad is it, since when, how much do we see, and what is the worst of it. */
test('the CISO reads the sentence, the trend and the coverage, and follows the worst number down to a picture', async ({ page }) => {
  await page.goto('/');
  const sentence = page.getByRole('heading', { level: 1 });
  await expect(sentence).toContainText(/are high or critical if they leak.*the worst reaches .+ of what we see/);
  await expect(page.getByRole('complementary', { name: 'What we see' })).toContainText(/moltbook.*missing/s);

  const trend = page.getByRole('region', { name: 'Over time' });
  await expect(trend.getByText('One analysis so far, so there is no line yet.')).toBeVisible();
  const worst = (await sentence.getByRole('link').first().textContent()) ?? '';
  await expect(trend.getByRole('slider', { name: 'Analysis' })).toHaveAttribute('aria-valuetext', new RegExp(`2026-11-02 00:00 UTC: Leak ${worst}\\b`));
  await trend.getByRole('button', { name: /^\d+ imports: / }).click();
  await expect(trend.getByRole('link', { name: 'inventory-csv:default' })).toHaveAttribute('href', /^\/imports\/\d+$/);
  await trend.getByRole('link', { name: 'Action-days' }).click();
  await expect(trend.getByText('Action-days of all usable credentials together')).toBeVisible();

  const coverage = page.getByRole('region', { name: 'Coverage and freshness' });
  await expect(coverage.getByRole('row', { name: /^github/ })).toContainText(/repositories and workflows.*not logged.*audit log/s);
  await expect(page.getByRole('region', { name: 'Secretless rate' })).toContainText(/\d+ of \d+ agents and services/);
  const attribution = page.getByRole('region', { name: 'Attribution' });
  const single = attribution.getByRole('link', { name: /single-source$/ });
  const count = (await single.textContent()) ?? '';
  await single.click();
  await expect(page.getByText(`${count} of`).first()).toBeVisible();

  await page.goto('/');
  await sentence.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/credentials\?filter=/);
  await expect(page.getByText(`${worst} of`).first()).toBeVisible();
  await page.goto('/');
  await page.getByRole('region', { name: 'Largest blast radii' }).getByRole('row').nth(1).getByRole('link').click();
  const picture = page.getByRole('region', { name: 'What is reached' });
  await expect(picture.getByText(/^If it leaks, .* things in \d+ systems are within \d+ hops for certain/)).toBeVisible();
  await expect(picture.getByText('The credential is in the centre.', { exact: false })).toBeVisible();
});
