'use client';

import { Button } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useRef } from 'react';
import classes from './ImportDesk.module.css';
import { type Dropped, namedFiles } from './sendFiles.ts';

/** Files, a folder or an archive, dropped or chosen. */
export function DropFiles({ onFiles }: { onFiles: (files: Dropped[]) => void }) {
  const open = useRef<() => void>(null);
  const folder = useRef<HTMLInputElement>(null);
  return (
    <div className={classes.drop}>
      <Dropzone
        onDrop={(files) => onFiles(namedFiles(files))}
        openRef={open}
        activateOnClick={false}
        inputProps={{ 'aria-label': 'Files to import' }}
        useFsAccessApi={false}
        className={classes.zone}
      >
        <div className={classes.inner}>
          <svg viewBox="0 0 48 48" width="40" height="40" aria-hidden="true" className={classes.mark}>
            <circle cx="24" cy="24" r="21" fill="none" stroke="currentColor" strokeOpacity=".3" strokeDasharray="4 4" />
            <path d="M24 15v17m-7-7 7 7 7-7" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
          <p className={classes.call}>Drop files, a folder, or a .zip or .gz here</p>
          <p className={classes.quiet}>They stay on this machine. You see what each was recognised as before anything is stored.</p>
          <div className={classes.acts}>
            <Button onClick={() => open.current?.()}>Choose files</Button>
            <Button variant="default" onClick={() => folder.current?.click()}>
              Choose a folder
            </Button>
          </div>
        </div>
      </Dropzone>
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label="Folder to import"
        {...{ webkitdirectory: '' }}
        onChange={(event) => {
          onFiles(namedFiles([...(event.currentTarget.files ?? [])]));
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
