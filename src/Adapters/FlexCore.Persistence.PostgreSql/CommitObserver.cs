using FlexCore.Persistence.PostgreSql.Hints;
using FlexCore.Persistence.PostgreSql.State;
using FlexCore.Persistence.PostgreSql.Writing;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Lets this process's readers see its own commits at once, and other nodes hear of them. Thread-safe.</summary>
internal sealed class CommitObserver(FeedEnds ends, HintSender hints) : IWriterObserver
{
    public void Committed(int shard, long offset)
    {
        ends.Raise([(shard, offset)]);
        hints.Committed();
    }
}
