using System.Diagnostics;
using FlexCore.Application.Tracing;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Execution;

/// <summary>The tracing source of this ring, <c>FlexCore.Streams</c>. Thread-safe.</summary>
/// <remarks>
/// A record has no span of its own. Where a source knows the traces of its records, a batch of one trace is processed in a span of that trace, and
/// what sinks do meanwhile (a request, an append to a topic) carries it on. What many batches have in common, a checkpoint, links to their traces.
/// </remarks>
internal static class StreamActivities
{
    public static readonly ActivitySource Source = new("FlexCore.Streams");

    /// <summary>Begins the span of opening source and sinks.</summary>
    public static Activity? StartOpen(RunContext context, long checkpoint) => Source.HasListeners()
        ? Source.StartActivity("stream.open")?.SetTag("flexcore.pipeline", context.Graph.Name).SetTag("flexcore.run", context.Run.RunId).SetTag("flexcore.checkpoint", checkpoint)
        : null;

    /// <summary>Begins the span of processing a read, in the trace that its records belong to.</summary>
    /// <returns>The span, or <see langword="null"/> when nobody wants it or the records belong to no trace.</returns>
    public static Activity? StartProcess(RunContext context, SourceRead read) => read.Trace is { IsSampled: true } trace && Source.HasListeners()
        ? Source.StartActivity("stream.process", ActivityKind.Consumer, trace.ToActivityContext())
            ?.SetTag("flexcore.pipeline", context.Graph.Name).SetTag("flexcore.records", read.Chunk.Count)
        : null;

    /// <summary>Begins the span of a checkpoint.</summary>
    /// <param name="context">The run.</param>
    /// <param name="traces">The traces of what it makes durable.</param>
    public static Activity? StartCheckpoint(RunContext context, RecentTraces traces)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var links = traces.Known.Select(static trace => new ActivityLink(trace.ToActivityContext()));
        return Source.StartActivity("stream.checkpoint", ActivityKind.Internal, default(ActivityContext), tags: null, links)
            ?.SetTag("flexcore.pipeline", context.Graph.Name).SetTag("flexcore.checkpoint.traced", traces.Count);
    }

    /// <summary>Marks a span as failed; a run that is aborted has not failed.</summary>
    public static void Fail(Activity? activity, Exception error)
    {
        if (error is not OperationCanceledException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
        }
    }
}
