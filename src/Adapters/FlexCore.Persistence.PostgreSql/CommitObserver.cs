using FlexCore.Application.Journal;
using FlexCore.Persistence.PostgreSql.Hints;
using FlexCore.Persistence.PostgreSql.State;
using FlexCore.Persistence.PostgreSql.Writing;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Lets this process's readers see its own commits at once, and other nodes hear of them. Thread-safe.</summary>
internal sealed class CommitObserver(FeedEnds ends, RecentEvents recent, HintSender hints) : IWriterObserver
{
    public void Committed(ReadOnlySpan<(int Shard, long Offset)> committed, IReadOnlyList<PendingAppend> appends)
    {
        foreach (var append in appends)
        {
            if (append.Decided.Status == AppendStatus.Committed)
            {
                recent.Add(append.Request, append.Decided.ShardOffset);
            }
        }

        ends.Raise(committed);
        hints.Committed();
    }
}
