using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Tracing;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>One operation on its way through a commit.</summary>
/// <remarks>
/// <see cref="Apply"/>, <see cref="Undo"/> and <see cref="Published"/> run on the writer thread, <see cref="Complete"/> on the
/// thread pool, each at most once and in this order: apply, then published and complete, or undo, fail and complete.
/// </remarks>
internal abstract class CommitWork : ITracedWork
{
    /// <summary>The span that asked for the work, if it is traced.</summary>
    public virtual TraceParent? Trace => null;

    /// <summary>Does the work inside the open transaction, or decides that there is nothing to do. Throws only when the store fails.</summary>
    public abstract void Apply(WriterSession session);

    /// <summary>Takes back what <see cref="Apply"/> changed in memory. Called in reverse order.</summary>
    public virtual void Undo(WriterSession session)
    {
    }

    /// <summary>Makes the committed work visible to readers.</summary>
    public virtual void Published(WriterSession session)
    {
    }

    /// <summary>Replaces the outcome by a failure.</summary>
    public abstract void Fail(JournalException error);

    /// <summary>Tells the caller the outcome.</summary>
    public abstract void Complete();
}
