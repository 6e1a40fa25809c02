using Microsoft.Extensions.Logging;

namespace FlexCore.Streams.Execution;

/// <summary>The log lines of running streams, events 2000 to 2999.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(2000, LogLevel.Information, "Pipeline {Pipeline} runs as {RunId} from checkpoint {Sequence}.")]
    public static partial void RunStarted(ILogger logger, string pipeline, string runId, long sequence);

    [LoggerMessage(2001, LogLevel.Information, "Pipeline {Pipeline} ended: {RecordsIn} records in, {RecordsOut} out, {Errors} errors.")]
    public static partial void RunEnded(ILogger logger, string pipeline, long recordsIn, long recordsOut, long errors);

    [LoggerMessage(2002, LogLevel.Information, "Pipeline {Pipeline} was aborted.")]
    public static partial void RunAborted(ILogger logger, string pipeline);

    [LoggerMessage(2003, LogLevel.Error, "Pipeline {Pipeline} failed after checkpoint {Sequence}.")]
    public static partial void RunFailed(ILogger logger, Exception error, string pipeline, long sequence);

    [LoggerMessage(2004, LogLevel.Warning, "Pipeline {Pipeline} restarts from its last checkpoint in {DelayMs} ms (failure {Failures}).")]
    public static partial void Restarting(ILogger logger, Exception error, string pipeline, double delayMs, int failures);

    [LoggerMessage(2005, LogLevel.Debug, "Pipeline {Pipeline} took checkpoint {Sequence} after {RecordsIn} records ({Bytes} bytes).")]
    public static partial void CheckpointTaken(ILogger logger, string pipeline, long sequence, long recordsIn, int bytes);

    [LoggerMessage(2006, LogLevel.Information, "Pipeline {Pipeline} goes on with a changed lookup table {Table} of {Rows} rows.")]
    public static partial void LookupRefreshed(ILogger logger, string pipeline, string table, int rows);

    [LoggerMessage(2007, LogLevel.Warning, "Pipeline {Pipeline} keeps its lookup table {Table}: the changed one cannot be read.")]
    public static partial void LookupKept(ILogger logger, Exception error, string pipeline, string table);
}
