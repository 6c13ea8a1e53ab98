import { Command, InvalidArgumentError, Option } from 'commander';
import { remedyKinds } from '../scenario/remedy-kinds.ts';
import type { RemedyKind } from '../scenario/remedy-kinds.ts';
import { examples, topics } from './help.ts';

/** The words of the command line. What a command needs is imported only when it runs, so that help is quick. */
export function program(exit: (code: number) => void): Command {
  const cli = new Command('leaklab')
    .description('Break Kubernetes workloads on purpose, prove why they broke, grade the fix.')
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError('(leaklab --help shows the commands)')
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('beforeAll', ({ command }) => examples(command.name()))
    .addHelpText('after', topics);
  addRun(cli, exit);
  addDiagnose(cli, exit);
  addList(cli, exit);
  addNew(cli, exit);
  addValidate(cli, exit);
  addCluster(cli, exit);
  addDoctor(cli, exit);
  return cli;
}

const scenarios = () =>
  new Option(
    '--scenarios <folder>',
    'scenarios of your own, in folders of this one; their apps are in apps/ beside it',
  );
const json = () => new Option('--json [FILE]', 'results as JSON to FILE, else to stdout');
const on = () =>
  new Option(
    '--on <where>',
    '`kind`, `embedded`, or a context whose cluster leaklab made; `auto` takes an embedded one that is up, else kind where it is ready',
  ).default('auto');
const places = ['auto', 'kind', 'embedded'];
const context = () => new Option('--context <name>', 'a context of your own kubeconfig, named on purpose');

function addRun(cli: Command, exit: (code: number) => void): void {
  cli
    .command('run')
    .description('break a workload, prove it, diagnose it, apply a remedy and grade it')
    .argument('[scenarios...]', 'see `leaklab list`')
    .option('--all', 'every scenario with every remedy, many at once')
    .option('--tag <tag>', 'with --all: the scenarios that have this tag')
    .addOption(scenarios())
    .addOption(on())
    .addOption(context())
    .option('--remedy <names>', 'names from the scenario, separated by commas; `all`; or a FILE.yaml of patches')
    .option('--only <kinds>', `of all remedies those of these kinds: ${remedyKinds.join(', ')}`, kindsOf)
    .option('--remedy-command <cmd>', 'a command that mends; gets KUBECONFIG and LEAKLAB_NAMESPACE')
    .addOption(new Option('--pace <pace>', 'how fast the fault comes').choices(['lab', 'real']).default('lab'))
    .option('--keep', 'leave the namespaces where they are')
    .addOption(json())
    .option('--dry-run', 'print what would be done, and touch nothing')
    .action(async (scenarios: string[], options) => {
      const { run } = await import('./commands/run.ts');
      exit(await run(scenarios, options));
    });
}

function kindsOf(text: string): RemedyKind[] {
  const kinds = remedyKinds.filter((kind) => text.split(',').includes(kind));
  if (kinds.length > 0 && kinds.length === new Set(text.split(',')).size) return kinds;
  throw new InvalidArgumentError(`expected kinds of remedies, separated by commas: ${remedyKinds.join(', ')}.`);
}

function addDiagnose(cli: Command, exit: (code: number) => void): void {
  const target = '[target]';
  const targetWords = 'deploy/NAME or pod/NAME; all that the namespace holds when left out';
  const where = (command: Command) =>
    command
      .option('--context <name>', 'a context of your kubeconfig; its current one when left out')
      .option('-n, --namespace <name>', 'the namespace; that of the context when left out');
  where(cli.command('diagnose').description('name what is wrong in a namespace or a bundle; only reads'))
    .argument(target, targetWords)
    .option('-A, --all-namespaces', 'every namespace')
    .option('--bundle <folder>', 'a folder that `leaklab collect` made, or that holds what kubectl printed; no cluster')
    .option('--exit-code', 'end with 1 where something is wrong')
    .addOption(json())
    .action(async (wanted: string | undefined, options) => {
      const { diagnose } = await import('./commands/diagnose.ts');
      exit(await diagnose(wanted, options));
    });
  where(cli.command('collect').description('write what there is to see of a namespace to a folder; only reads'))
    .requiredOption('-o, --output <folder>', 'the bundle')
    .action(async (options) => {
      const { collect } = await import('./commands/collect.ts');
      exit(await collect(options));
    });
}

function addList(cli: Command, exit: (code: number) => void): void {
  cli
    .command('list')
    .description('the scenarios and their remedies')
    .addOption(scenarios())
    .addOption(json())
    .action(async (options) => {
      const { list } = await import('./commands/list.ts');
      exit(await list(options));
    });
}

function addNew(cli: Command, exit: (code: number) => void): void {
  cli
    .command('new')
    .description('make a scenario of your own that works, to be changed')
    .argument('<name>', 'lower-case letters, digits and "-"')
    .addOption(
      new Option('--scenarios <folder>', 'where it goes; its app goes to apps/ beside it').default('scenarios'),
    )
    .action(async (name: string, options) => {
      const { makeNew } = await import('./commands/new.ts');
      exit(await makeNew(name, options));
    });
}

function addValidate(cli: Command, exit: (code: number) => void): void {
  cli
    .command('validate')
    .description('check scenarios, and tell all that is wrong with file, line and column')
    .argument('[folder]', "a scenario, or a folder of scenarios; leaklab's own when left out")
    .addOption(json())
    .action(async (folder: string | undefined, options) => {
      const { validate } = await import('./commands/validate.ts');
      exit(await validate(folder, options));
    });
}

function addCluster(cli: Command, exit: (code: number) => void): void {
  const cluster = cli.command('cluster').description("leaklab's own cluster: kind, or embedded where kind is not");
  const which = () =>
    new Option('--on <where>', '`auto` is an embedded one that is up, else kind where it is ready, else embedded')
      .choices(places)
      .default('auto');
  cluster
    .command('up')
    .description('make it, load the images and print how to reach it; it stays')
    .addOption(which())
    .action(async (options) => {
      const { up } = await import('./commands/cluster/up.ts');
      exit(await up(options));
    });
  cluster
    .command('down')
    .description('delete it')
    .addOption(new Option('--on <where>', 'which one; `auto` is all there are').choices(places).default('auto'))
    .option('--force', 'the embedded one even while runs use it')
    .action(async (options) => {
      const { down } = await import('./commands/cluster/down.ts');
      exit(await down(options));
    });
  cluster
    .command('status')
    .description('what it is and what runs in it')
    .addOption(which())
    .option('--sweep', 'remove what killed runs left behind')
    .addOption(json())
    .action(async (options) => {
      const { status } = await import('./commands/cluster/status.ts');
      exit(await status(options));
    });
}

function addDoctor(cli: Command, exit: (code: number) => void): void {
  cli
    .command('doctor')
    .description('what is ready here, what is not, and the command that mends it')
    .option('--pre', 'only what must be there before a cluster is made')
    .addOption(json())
    .action(async (options) => {
      const { doctor } = await import('./commands/doctor.ts');
      exit(await doctor(options));
    });
}
