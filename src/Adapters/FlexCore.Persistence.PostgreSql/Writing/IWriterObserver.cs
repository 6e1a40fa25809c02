namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>Is told what this process has committed. Called by every writer, at the same time too; must not block.</summary>
internal interface IWriterObserver
{
    /// <summary>A shard's events are durable up to an offset.</summary>
    void Committed(int shard, long offset);
}
