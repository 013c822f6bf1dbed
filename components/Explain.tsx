'use client';

import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Explain.module.css';
import { glossary, type Word } from './glossary.ts';

/** A word of the model with its explanation on hover and on focus. */
export function Explain({ word, children }: { word: Word; children?: ReactNode }) {
  return (
    <Tooltip label={glossary[word].text}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation must be reachable by keyboard too */}
      <span className={classes.word} tabIndex={0}>
        {children ?? glossary[word].title}
      </span>
    </Tooltip>
  );
}
