using FlexCore.Application.Entities;
using FlexCore.Application.Nodes;

namespace FlexCore.Application.EventTransfer;

/// <summary>Brings events of users out of an export into this store.</summary>
/// <remarks>
/// <para>Each event gets the version that it had, and keeps its id, time, principal, correlation and causation as its origin. So an import can be repeated: an
/// event that is there already, by version and id, is passed. Another event at its version is the refusal <c>import-conflict</c>, a hole before it <c>import-gap</c>;
/// nothing is ever overwritten.</para>
/// <para>The whole file is proven before the first event is appended (<c>damaged-export</c>). After that, an import that stops has appended some events, each stream
/// without hole; the same file again brings the rest. Events of the system's own entities are counted and not imported. Thread-safe.</para>
/// </remarks>
public interface IEventImport
{
    /// <summary>Imports a file.</summary>
    /// <param name="request">The file.</param>
    /// <param name="cancellationToken">Stops between two appends.</param>
    /// <returns>What was done, after everything is durable; or the first line that was refused and why.</returns>
    /// <exception cref="AskTimeoutException">No answer came in time. Import again.</exception>
    /// <exception cref="EntityFailedException">The store failed.</exception>
    ValueTask<NodeReply<ImportReport>> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default);
}
