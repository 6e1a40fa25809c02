namespace FlexCore.LoadGenerator;

/// <summary>Runs a plan.</summary>
public static class LoadRun
{
    /// <summary>Sends the load and reports what came of it.</summary>
    /// <param name="plan">What to send.</param>
    /// <param name="clock">Measures the time.</param>
    public static async Task<LoadReport> RunAsync(LoadPlan plan, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        var countFrom = started + Ticks(plan.WarmUpSeconds, clock);
        var until = countFrom + Ticks(plan.Seconds, clock);
        using var pace = new Pace(plan.RatePerSecond, clock);
        LoadConnection[] connections = [.. Enumerable.Range(0, plan.Connections).Select(number => new LoadConnection(plan, number, clock, pace))];
        var all = Task.WhenAll(connections.Select(connection => Task.Run(() => connection.RunAsync(countFrom, until))));

        // Connections that wait for a turn at the end of the time wake up when the pace ends.
        var time = plan.RatePerSecond > 0 ? TimeSpan.FromSeconds(plan.WarmUpSeconds + plan.Seconds) : Timeout.InfiniteTimeSpan;
        await all.WaitAsync(time, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await pace.StopAsync();
        await all;
        var seconds = clock.GetElapsedTime(countFrom).TotalSeconds;
        if (plan.AcknowledgedFile is { } file)
        {
            await File.WriteAllLinesAsync(file, Ids(connections));
        }

        return Report(connections, Math.Max(0, seconds));
    }

    private static long Ticks(double seconds, TimeProvider clock) => (long)(seconds * clock.TimestampFrequency);

    private static IEnumerable<string> Ids(LoadConnection[] connections)
    {
        for (var number = 0; number < connections.Length; number++)
        {
            foreach (var (first, last) in connections[number].Acknowledged)
            {
                for (var record = first; record <= last; record++)
                {
                    yield return RequestWriter.IdOf(number, record);
                }
            }
        }
    }

    private static LoadReport Report(LoadConnection[] connections, double seconds)
    {
        var latencies = new LatencyHistogram();
        foreach (var connection in connections)
        {
            latencies.Merge(connection.Latencies);
        }

        return new LoadReport(
            connections.Sum(connection => connection.Succeeded),
            connections.Sum(connection => connection.Refused),
            connections.Sum(connection => connection.RefusedWithoutRetryAfter),
            connections.Sum(connection => connection.Failed),
            connections.Sum(connection => connection.Unanswered),
            connections.Sum(connection => connection.Acknowledged.Sum(range => range.Last - range.First + 1)),
            seconds,
            latencies.MillisecondsAt(0.5),
            latencies.MillisecondsAt(0.99),
            connections.Select(connection => connection.FirstFailure).FirstOrDefault(failure => failure is not null));
    }
}
