using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.EventTransfer;

/// <summary>Writes events as lines of JSON that another store, or any program, can read.</summary>
/// <remarks>
/// An export is a consistent cut: of every shard all events up to the place where it stood when the export began, and none behind it, however much is appended
/// meanwhile. Lines of a stream stand in the order of its versions. Memory is bounded, whatever the size of the store. Thread-safe.
/// </remarks>
public interface IEventExport
{
    /// <summary>Decides what is exported, and whether the caller may.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="request">Which events.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The export, which has not begun; or why not.</returns>
    ValueTask<NodeReply<EventExportRun>> OpenAsync(SecurityContext security, ExportRequest request, CancellationToken cancellationToken = default);
}
