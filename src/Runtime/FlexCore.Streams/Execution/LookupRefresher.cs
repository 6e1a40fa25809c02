using FlexCore.Streams.Lookups;
using Microsoft.Extensions.Logging;

namespace FlexCore.Streams.Execution;

/// <summary>Looks after the lookup tables of a run that are to be refreshed: one loop for each of them.</summary>
/// <remarks>Stateless; the loops run beside the run and never end it: a table that cannot be read now stays as it was.</remarks>
internal static class LookupRefresher
{
    /// <summary>Looks for changes until it is stopped.</summary>
    /// <param name="tables">The tables of the run, which have been read.</param>
    /// <param name="pipeline">The pipeline, for log lines.</param>
    /// <param name="clock">Measures the time between two looks.</param>
    /// <param name="logger">Takes log lines.</param>
    /// <param name="stop">Ends it; this is no fault.</param>
    public static Task RunAsync(IEnumerable<LookupTable> tables, string pipeline, TimeProvider clock, ILogger logger, CancellationToken stop) =>
        Task.WhenAll(tables.Select(table => table.Refresh is { } every ? LookAsync(table, every, pipeline, clock, logger, stop) : Task.CompletedTask));

    private static async Task LookAsync(LookupTable table, TimeSpan every, string pipeline, TimeProvider clock, ILogger logger, CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(every, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stop))
            {
                try
                {
                    if (await table.RefreshAsync(stop))
                    {
                        StreamLog.LookupRefreshed(logger, pipeline, table.Name, table.Rows.Count);
                    }
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // The supervision boundary: whatever is wrong with the table now, the run goes on with the one it has, and the next look may find it mended.
                    StreamInstruments.LookupRefreshFailures.Add(1);
                    StreamLog.LookupKept(logger, error, pipeline, table.Name);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run has ended, and with it the need for news.
            return;
        }
    }
}
