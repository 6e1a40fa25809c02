using System.Globalization;
using FlexCore.CrashTarget;
using FlexCore.Persistence.Sqlite;

// FlexCore.CrashTarget WORKLOAD FOLDER SEED: works until it is killed. The tests start it, kill it, and look at what it left behind.
ICrashWorkload[] workloads = [new JournalWorkload(), new EntityWorkload(), new TopicWorkload()];
if (args.Length != 3 || Array.Find(workloads, candidate => candidate.Name == args[0]) is not { } workload)
{
    await Console.Error.WriteLineAsync($"usage: FlexCore.CrashTarget {string.Join('|', workloads.Select(static item => item.Name))} FOLDER SEED").ConfigureAwait(false);
    return 64;
}

// Small limits, so that a short life meets index builds and log copies too.
var options = new SqliteStoreOptions { DataFolder = args[1], ShardCount = 8, IndexBatchEvents = 500, WalBytes = 1024 * 1024 };
var store = await SqliteStore.OpenAsync(options).ConfigureAwait(false);
await using (store.ConfigureAwait(false))
{
    var log = new AcknowledgementLog(Console.OpenStandardOutput());
    log.Write("ready");
    await workload.RunAsync(store, log, int.Parse(args[2], CultureInfo.InvariantCulture)).ConfigureAwait(false);
}

return 0;
