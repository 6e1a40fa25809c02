namespace FlexCore.Benchmarks.Harness;

/// <summary>Runs jobs: ours and the limit in turn, so that both meet the same disturbances; the first round warms up and does not count.</summary>
public static class BenchmarkRunner
{
    public static async Task<BenchmarkRow> RunAsync(IBenchmarkJob job, BenchmarkSettings settings)
    {
        var ours = new List<double>();
        var limits = new List<double>();
        for (var round = 0; round <= settings.Rounds; round++)
        {
            using var context = new BenchmarkContext(Path.Combine(settings.Folder, Guid.NewGuid().ToString("N")), settings.Scale, settings.Events);
            var limit = await job.MeasureLimitAsync(context).ConfigureAwait(false);
            Collect();
            var our = await job.MeasureAsync(context).ConfigureAwait(false);
            Collect();
            if (round > 0)
            {
                ours.Add(our);
                limits.AddRange(limit is { } value ? [value] : []);
            }
        }

        return new BenchmarkRow(job, [.. ours], [.. limits]);
    }

    // One run must not pay for the garbage of the run before it.
    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
