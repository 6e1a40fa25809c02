namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>One verified row of the stream index.</summary>
/// <param name="Stream">The stream id.</param>
/// <param name="FirstVersion">The first version it covers.</param>
/// <param name="Seqs">The seq of each version from there on.</param>
internal sealed record StreamRun(string Stream, long FirstVersion, long[] Seqs)
{
    public long LastVersion => FirstVersion + Seqs.Length - 1;
}
