namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>Is told what this process has committed. Called by every writer, at the same time too; must not block.</summary>
internal interface IWriterObserver
{
    /// <summary>A batch is durable: of some shards, with what was appended to them. Called once for a batch, before its callers are told.</summary>
    /// <param name="ends">The shards, and the offset up to which each is durable.</param>
    /// <param name="appends">The appends of these shards in order, with what was decided; refused ones too.</param>
    void Committed(ReadOnlySpan<(int Shard, long Offset)> ends, IReadOnlyList<PendingAppend> appends);
}
