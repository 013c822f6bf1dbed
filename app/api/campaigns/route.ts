import { startCampaign } from '../../../lib/services/campaigns.ts';
import { change } from '../answer.ts';

/** Begins a campaign. */
export const POST = (request: Request): Promise<Response> => change(request, startCampaign);
