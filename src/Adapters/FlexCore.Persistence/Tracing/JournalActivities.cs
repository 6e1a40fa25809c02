using System.Diagnostics;
using FlexCore.Application.Tracing;
using FlexCore.Domain;

namespace FlexCore.Persistence.Tracing;

/// <summary>The tracing source of the storage ring, <c>FlexCore.Persistence</c>. Thread-safe.</summary>
public static class JournalActivities
{
    /// <summary>A commit links to at most this many of the commands in it.</summary>
    public const int LinkCountMax = 128;

    /// <summary>The source.</summary>
    public static readonly ActivitySource Source = new("FlexCore.Persistence");

    /// <summary>
    /// Begins the span of a commit that holds traced work. One command's commit is a child of that command; the commit of many belongs to none
    /// of them and links to them instead. So commits are sampled as their commands are.
    /// </summary>
    /// <typeparam name="T">The kind of work.</typeparam>
    /// <param name="works">What the commit holds.</param>
    /// <returns>The span, or <see langword="null"/> when nobody wants it or nothing in the commit is traced.</returns>
    public static Activity? StartCommit<T>(ReadOnlySpan<T> works)
        where T : ITracedWork
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        List<ActivityLink>? links = null;
        var traced = 0;
        TraceParent? last = null;
        foreach (var work in works)
        {
            if (work.Trace is { IsSampled: true } trace && trace != last)
            {
                last = trace;
                traced++;
                if (traced <= LinkCountMax)
                {
                    (links ??= []).Add(new ActivityLink(trace.ToActivityContext()));
                }
            }
        }

        if (links is null)
        {
            return null;
        }

        var activity = traced == 1
            ? Source.StartActivity("journal.commit", ActivityKind.Internal, links[0].Context)
            : Source.StartActivity("journal.commit", ActivityKind.Internal, default(ActivityContext), tags: null, links);
        return activity?.SetTag("flexcore.commit.operations", works.Length).SetTag("flexcore.commit.traced", traced);
    }
}
