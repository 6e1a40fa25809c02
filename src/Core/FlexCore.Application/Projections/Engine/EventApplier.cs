using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>Applies events to documents, one after the other, and finds out which of them a projection cannot take.</summary>
/// <remarks>Used by one thread at a time.</remarks>
internal sealed class EventApplier(IProjection projection, DocumentCache cache)
{
    private readonly ReadModelUnit _unit = new();
    private readonly ProjectionScope _scope = projection.Description.Scope;

    /// <summary>Applies an event that will most likely do. When it does not, the documents are spoilt: empty the cache and go on with <see cref="TryApply"/>.</summary>
    public bool Apply(PlannedEvent planned)
    {
        try
        {
            Run(planned);
            return true;
        }
        catch (Exception) // The boundary of the projection's code. The careful way finds the reason again.
        {
            return false;
        }
    }

    /// <summary>Applies an event, and puts its documents back when that fails.</summary>
    /// <returns>Why it failed, or <see langword="null"/>.</returns>
    public string? TryApply(PlannedEvent planned)
    {
        var before = planned.Keys.Select(key => cache.Get(key).Copy()).ToArray();
        try
        {
            Run(planned);
            foreach (var key in planned.Keys)
            {
                RefuseTooLarge(cache.Get(key).ToChange());
            }

            return null;
        }
        catch (Exception error) // The boundary of the projection's code: what it throws is the reason for which the event is parked.
        {
            foreach (var model in before)
            {
                cache.Restore(model);
            }

            return EventPlanner.Reason(error);
        }
    }

    /// <summary>What the touched documents become.</summary>
    /// <returns>The changes, or <see langword="null"/> when a document cannot be written.</returns>
    public static List<ReadModelChange>? Changes(IReadOnlyList<ReadModel> touched)
    {
        try
        {
            var changes = new List<ReadModelChange>(touched.Count);
            foreach (var model in touched)
            {
                var change = model.ToChange();
                RefuseTooLarge(change);
                changes.Add(change);
            }

            return changes;
        }
        catch (Exception) // A value that the projection has put in cannot be written. The careful way finds the event.
        {
            return null;
        }
    }

    private static void RefuseTooLarge(in ReadModelChange change)
    {
        if (change.Document is { } document && document.Data.Length > ReadModelLimits.DocumentBytesMax)
        {
            throw new InvalidOperationException($"The document '{change.Key.Key}' would have {document.Data.Length} bytes; it may have {ReadModelLimits.DocumentBytesMax}. Keep less in it, or use more documents.");
        }
    }

    private void Run(PlannedEvent planned)
    {
        _unit.Clear();
        foreach (var key in planned.Keys)
        {
            var model = cache.Get(key);
            _unit.Add(key.Key, model);
        }

        projection.Apply(planned.Happened, _unit);
        foreach (var model in _unit.All)
        {
            model.End(planned.Happened, _scope);
        }
    }
}
