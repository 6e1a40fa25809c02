using FlexCore.Application.Events;
using FlexCore.Application.EventTransfer;
using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Streams;
using FlexCore.Client.Problems;
using FlexCore.Hocon;
using FlexCore.Node;
using FlexCore.Persistence.Faults;

namespace FlexCore.Cli.ExitCodes;

/// <summary>Which exit code an exception ends the process with.</summary>
internal static class FailureMap
{
    // ENOSPC on Linux and macOS, and ERROR_DISK_FULL / ERROR_HANDLE_DISK_FULL as HResults on Windows.
    private const int NoSpace = 28;
    private const int DiskFull = unchecked((int)0x80070070);
    private const int HandleDiskFull = unchecked((int)0x80070027);

    /// <summary>The exit code for an exception; <see cref="ExitCode.Internal"/> for one that nobody foresaw.</summary>
    /// <param name="error">What was thrown.</param>
    public static ExitCode CodeOf(Exception error) => error switch
    {
        CliException cli => cli.ExitCode,
        _ when IsDiskFull(error) => ExitCode.DiskFull,
        PortInUseException => ExitCode.PortInUse,
        HoconException or ConfigurationException => ExitCode.InvalidConfiguration,
        PipelineRunRefusedException => ExitCode.CannotResume,
        NodeUnavailableException or NodeBusyException or NodeForeignException => ExitCode.NodeUnavailable,
        NodeProblemException => ExitCode.NodeRefused,
        EventFileException => ExitCode.InputUnavailable,
        StreamException stream => CodeOf(stream.Code),
        StoreException store => CodeOf(store.Fault),
        CorruptEventException or UnknownEventException => ExitCode.DataFolderDamaged,
        ArgumentException { Message: var message } when Has(message, "flexcore.") || Has(message, "The setting 'flexcore.") => ExitCode.InvalidConfiguration,
        { InnerException: { } cause } => CodeOf(cause),
        JournalException => ExitCode.DataFolderUnusable,
        _ => ExitCode.Internal,
    };

    // Codes that begin alike mean alike: the streams library may add to a family without a change here.
    private static ExitCode CodeOf(string streamCode) => streamCode switch
    {
        "record-failed" or "csv-column-unknown" or "operator-failed" => ExitCode.RecordFailed,
        "disk-full" => ExitCode.DiskFull,
        "source-changed" or "source-not-resumable" or "sink-behind-checkpoint" => ExitCode.CannotResume,
        _ when Has(streamCode, "checkpoint-") => ExitCode.CannotResume,
        _ when Has(streamCode, "source-") || Has(streamCode, "csv-") || Has(streamCode, "lookup-") => ExitCode.InputUnavailable,
        _ when Has(streamCode, "sink-") => ExitCode.OutputUnavailable,
        "too-many-groups" or "too-many-rows" => ExitCode.InvalidPipeline,
        _ when Has(streamCode, "sqlite-") => ExitCode.InvalidPipeline,
        _ => ExitCode.Internal,
    };

    private static ExitCode CodeOf(StoreFault fault) => fault switch
    {
        StoreFault.Locked => ExitCode.DataFolderLocked,
        StoreFault.Full => ExitCode.DiskFull,
        StoreFault.Corrupt or StoreFault.NotAStore => ExitCode.DataFolderDamaged,
        StoreFault.SchemaTooNew => ExitCode.DataFolderNewer,
        StoreFault.Unavailable => ExitCode.DatabaseUnavailable,
        StoreFault.Mismatch or StoreFault.Denied => ExitCode.InvalidConfiguration,
        _ => ExitCode.DataFolderUnusable,
    };

    private static bool Has(string code, string prefix) => code.StartsWith(prefix, StringComparison.Ordinal);

    private static bool IsDiskFull(Exception error)
    {
        for (var current = error; current is not null; current = current.InnerException)
        {
            if (current is IOException { HResult: NoSpace or DiskFull or HandleDiskFull } || current is StreamException { Code: "disk-full" })
            {
                return true;
            }
        }

        return false;
    }
}
