using FlexCore.Domain;

namespace FlexCore.Persistence.Tracing;

/// <summary>Work that may be part of a trace.</summary>
public interface ITracedWork
{
    /// <summary>The span that asked for the work, if it is traced.</summary>
    TraceParent? Trace { get; }
}
