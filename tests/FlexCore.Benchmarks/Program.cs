using FlexCore.Benchmarks;
using FlexCore.Benchmarks.Harness;

BenchmarkSettings settings;
try
{
    settings = BenchmarkSettings.Parse(args);
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    return 64;
}

var jobs = JobList.All.Where(settings.Selects).ToArray();
if (jobs.Length == 0)
{
    await Console.Error.WriteLineAsync($"No job matches. There are: {string.Join(", ", JobList.All.Select(static job => job.Name))}").ConfigureAwait(false);
    return 64;
}

Console.WriteLine($"{Environment.ProcessorCount} processors, {Environment.OSVersion}, .NET {Environment.Version}, median of {settings.Rounds} rounds, scale {settings.Scale}");
Console.WriteLine(BenchmarkTable.Header);
var rows = new List<BenchmarkRow>();
foreach (var job in jobs)
{
    var row = await BenchmarkRunner.RunAsync(job, settings).ConfigureAwait(false);
    rows.Add(row);
    Console.WriteLine(BenchmarkTable.Line(row));
}

await JobList.Stores.DisposeAsync().ConfigureAwait(false);
rows.ForEach(static row => Console.WriteLine(BenchmarkTable.Note(row)));
return rows.TrueForAll(static row => row.Reached) ? 0 : 1;
