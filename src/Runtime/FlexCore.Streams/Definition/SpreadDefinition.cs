namespace FlexCore.Streams.Definition;

/// <summary>Runs the pipeline as several partitions, each with its own checkpoint and, in a cluster, on the node of its own shard.</summary>
/// <remarks>
/// Every partition reads the whole topic and takes the records whose key falls to it; see <see cref="Keys.KeySpread"/> for the hash. A partition gives the output that a pipeline
/// would give that is fed with its records alone: the order of records is kept for each key, and a watermark moves with the records of its partition.
/// </remarks>
/// <param name="Partitions">How many partitions there are, from 2.</param>
/// <param name="By">The field of the source's JSON records that is the key; dots lead into objects: <c>customer.id</c>.</param>
public sealed record SpreadDefinition(int Partitions, DefinitionText By)
{
    /// <summary>The place in the file.</summary>
    public Mark Mark { get; init; }

    /// <summary>The names from the record down to the key.</summary>
    internal IReadOnlyList<string> Path => By.Text.Split('.');

    /// <summary>The key as an expression of a step.</summary>
    internal string Expression => Path.Count == 1 ? FieldReference.Named(By).Text.Text : By.Text;
}
