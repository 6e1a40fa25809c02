using System.Globalization;
using FlexCore.CrashTarget;

// FlexCore.CrashTarget WORKLOAD STORE SEED: works until it is killed. The tests start it, kill it, and look at what it left behind.
// STORE is a folder for SQLite, or a schema and a connection string for PostgreSQL: SCHEMA@Host=….
ICrashWorkload[] workloads = [new JournalWorkload(), new EntityWorkload(), new TopicWorkload()];
if (args.Length != 3 || Array.Find(workloads, candidate => candidate.Name == args[0]) is not { } workload)
{
    await Console.Error.WriteLineAsync($"usage: FlexCore.CrashTarget {string.Join('|', workloads.Select(static item => item.Name))} FOLDER|SCHEMA@CONNECTION SEED").ConfigureAwait(false);
    return 64;
}

var store = await CrashStores.OpenAsync(args[1]).ConfigureAwait(false);
await using (store.ConfigureAwait(false))
{
    var log = new AcknowledgementLog(Console.OpenStandardOutput());
    log.Write("ready");
    await workload.RunAsync(store, log, int.Parse(args[2], CultureInfo.InvariantCulture)).ConfigureAwait(false);
}

return 0;
