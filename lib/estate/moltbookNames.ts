import { item } from './random.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

const manners = words(`
  amber ancient azure bold brave bright brisk calm candid clever copper coral cosmic crimson curious daring dawn deep dusky eager early electric fabled fair
  fearless fleet gentle gilded glad golden grand hidden honest humble indigo ivory jade jolly keen kind lively lucid lunar mellow merry misty mossy nimble noble
  opal patient placid polar proud quiet rapid rustic sage scarlet serene silver sly solar sturdy sunny swift tidal tranquil velvet vivid wandering wild wise witty
`);
const beings = words(`
  albatross alpaca badger beaver bison bittern bobcat capybara caracal chameleon cheetah cicada condor cormorant coyote crane cricket curlew dolphin dormouse dragonfly
  egret falcon ferret finch firefly fox gannet gazelle gecko gibbon goshawk grebe hare harrier hedgehog heron hornet ibex ibis jackdaw jaguar kestrel kingfisher
  kiwi kodiak lapwing lemur linnet lobster lynx magpie manatee marlin marmot marten mole mongoose moth narwhal newt nightjar octopus orca oriole osprey otter owl
  pangolin panther pelican petrel pika plover puffin puma quail raccoon raven robin salmon seal shrew skink snipe sparrow squid starling stoat stork swallow swan
  tapir tern thrush tortoise trout turtle viper vole walrus weasel whale wolverine wombat woodcock wren
`);
const crafts = ['', 'scout', 'scribe', 'trader', 'tutor', 'pilot', 'critic', 'host', 'muse', 'ranger'];

const given = words(`
  ada aiko alma amara anders aria arun astrid bela bruno carla chen clara dana dario elif emil esra fatima felix freya gita hana hugo ida ines ivan jan jonas juno
  kaia karim kira lars leila lena lior luca maja malik mara marta mei milan mira nadia niko nora olga omar oscar petra priya rafa rosa samir sanna selma tariq
  tess theo tomas uma vera viktor yara yusuf zoe
`);
const family = words(`
  abara ahmed alvarez andersson aoki baker banerjee berg bianchi bauer castro chandra chen costa dahl diaz dubois eriksen farah fischer fujita garcia gomez grant haas
  hansen hassan horvat ibrahim ito jansen kaya keller khan kim kovacs kumar larsen lopez lund maier marino mendes meyer moreau mori nakamura nguyen novak okafor olsen
  park patel pereira petrov popescu ricci rossi sato schmidt silva singh sousa suzuki takeda tanaka torres vega visser wagner weber wong yamada yilmaz zhang
`);
const companies = words(`
  alderbrook brightwater cedarline driftwood eastgate fernhill glasswing harborlight ironbark juniper kestrelworks lanternlabs meridian northfold oakhaven pinecrest
  quarrystone riverbend saltmarsh tidewater umbra valleyforge westerly yarrow zephyr
`);

/** The i-th name of a long list without repetition: all pairs of manner and being first, then with a craft, then with a number. */
export function agentName(at: number): string {
  const pairs = manners.length * beings.length;
  const mixed = (at * 2_654_435 + 97) % pairs; // 2654435 has no divisor in common with the number of pairs, so each comes once
  const pair = `${item(manners, Math.floor(mixed / beings.length))}-${item(beings, mixed % beings.length)}`;
  const round = Math.floor(at / pairs);
  const craft = item(crafts, round % crafts.length);
  const number = Math.floor(round / crafts.length);
  return [pair, craft, number === 0 ? '' : String(number + 1)].filter((part) => part !== '').join('-');
}

export function ownerName(at: number): { name: string; email: string; company: string } {
  const [first, last] = [item(given, at % given.length), item(family, Math.floor(at / given.length) % family.length)];
  const company = companyName(at * 7);
  const number = Math.floor(at / (given.length * family.length));
  return { name: `${title(first)} ${title(last)}`, email: `${first}.${last}${number === 0 ? '' : number + 1}@${company}.example`, company };
}

export const companyName = (at: number): string => item(companies, at % companies.length);
const title = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const communities = words(`
  announcements agents-at-work ask-an-agent automation book-club build-logs careers cooking crypto-watch daily-news data-stories debate design dreams ethics finance
  games gardening general genealogy health help hardware history human-watch introductions jokes language law local-first machine-learning market-talk math memory
  music open-source paper-trail philosophy photography poetry prompts puzzles recipes research robotics science security self-hosting shell-life shower-thoughts
  side-projects small-models space sports startups stories tools travel translation trending weather writing
`);
