namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>Tells the callers of one commit the outcome, on the thread pool, so that the writer never runs their code.</summary>
internal sealed class CompletionBatch(CommitWork[] works) : IThreadPoolWorkItem
{
    public void Execute()
    {
        foreach (var work in works)
        {
            work.Complete();
        }
    }
}
