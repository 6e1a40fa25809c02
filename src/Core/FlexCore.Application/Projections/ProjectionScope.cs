namespace FlexCore.Application.Projections;

/// <summary>What a projection makes of one stream, or of all.</summary>
public enum ProjectionScope
{
    /// <summary>
    /// Each document belongs to one stream. Its events come in their order, so the document is a function of the stream; the work is spread over the nodes by shard.
    /// </summary>
    Stream,

    /// <summary>
    /// Documents take events of several streams. Between streams there is no order, so rules must not depend on one: count, sum, or keep what is newest by the events' own times.
    /// One node does all the work of such a projection.
    /// </summary>
    All,
}
