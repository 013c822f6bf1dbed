import type { ControlPath } from './controlPath.ts';

/**
 * As long as the analysis finds a permission of one of the classes in its scope, in a leak or a takeover, up to, or would without corrections (`corrected_reach`, lib/store/uncorrected.ts). No record says
 * that it is gone: figures do (lib/store/judgeFigures.ts).
 */
export const scopeDown: ControlPath = {
  control: 'scope-down',
  there: () =>
    `(coalesce((r.classes::integer | coalesce(r.takeover_classes, 0)) & a.classes <> 0, false) OR EXISTS (SELECT FROM corrected_reach c WHERE c.node_id = n.id AND c.classes & a.classes <> 0))`,
};
