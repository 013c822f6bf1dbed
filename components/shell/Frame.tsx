'use client';

import { ActionIcon, AppShell, Burger, Menu, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconKeyboard, IconLogout, IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CredentialSearch } from './CredentialSearch.tsx';
import classes from './Frame.module.css';
import { Keyboard } from './Keyboard.tsx';
import { Navigation } from './Navigation.tsx';
import { SchemeSwitch } from './SchemeSwitch.tsx';
import { Wordmark } from './Wordmark.tsx';

export type Person = { name: string; email: string; role: string };

/** The frame around every signed-in screen: navigation, search, who one is. `foot` says how fresh the figures are. */
export function Frame({ person, foot, children }: { person: Person; foot: ReactNode; children: ReactNode }) {
  const [menu, { toggle, close }] = useDisclosure(false);
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false);
  return (
    <AppShell
      layout="alt"
      header={{ height: { base: 52, md: 0 } }}
      navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !menu } }}
      padding={0}
      transitionDuration={0}
    >
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell.Header className={classes.header} hiddenFrom="md" data-shell>
        <Burger opened={menu} onClick={toggle} size="sm" aria-label={menu ? 'Close the menu' : 'Open the menu'} />
        <Link prefetch={false} href="/" className={classes.home}>
          <Wordmark />
        </Link>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Search credentials" onClick={spotlight.open}>
          <IconSearch size={18} stroke={1.7} />
        </ActionIcon>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Screens">
        <div className={classes.top}>
          <Link prefetch={false} href="/" className={classes.home} onClick={close}>
            <Wordmark />
          </Link>
          <Burger hiddenFrom="md" opened={menu} onClick={toggle} size="sm" aria-label="Close the menu" />
        </div>
        <UnstyledButton className={classes.search} onClick={spotlight.open}>
          <IconSearch size={15} stroke={1.7} aria-hidden="true" />
          <span>Search credentials</span>
          <kbd>/</kbd>
        </UnstyledButton>
        <Navigation onNavigate={close} />
        <div className={classes.foot}>
          {foot}
          <div className={classes.person}>
            <PersonMenu person={person} />
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Keyboard shortcuts" onClick={openHelp} visibleFrom="md">
              <IconKeyboard size={17} stroke={1.6} />
            </ActionIcon>
            <SchemeSwitch />
          </div>
        </div>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </AppShell.Main>
      <CredentialSearch />
      <Keyboard help={help} openHelp={openHelp} closeHelp={closeHelp} />
    </AppShell>
  );
}

function PersonMenu({ person }: { person: Person }) {
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.who} aria-label={`${person.name}, ${person.role}: account`}>
          <span className={classes.name}>{person.name}</span>
          <span className={classes.role}>{person.role}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{person.email}</Menu.Label>
        <form action="/api/sign-out" method="post">
          <Menu.Item component="button" type="submit" leftSection={<IconLogout size={16} stroke={1.6} />}>
            Sign out
          </Menu.Item>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
