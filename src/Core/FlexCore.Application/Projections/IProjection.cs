namespace FlexCore.Application.Projections;

/// <summary>Makes documents for reading out of events.</summary>
/// <remarks>
/// <para>Pure: what it makes depends on the event and on the documents it is given, and on nothing else: no clock, no random numbers, no other service. Only then a rebuild
/// gives the same bytes. It may be called again for the same event, with the documents as they were before.</para>
/// <para>Each event has its effect exactly once. Events of one stream come in order; of different streams in any order.</para>
/// <para>An event for which it throws is parked with its reason, and with it the later ones of the same stream (or document, with <see cref="ProjectionScope.All"/>); nothing
/// else waits. Called by one thread at a time for each generation; must hold no state that changes.</para>
/// </remarks>
public interface IProjection
{
    /// <summary>Name, version and scope.</summary>
    ProjectionDescription Description { get; }

    /// <summary>Whether events of a type and kind of stream are for it. Others are passed by without being read.</summary>
    /// <param name="type">The event's type name.</param>
    /// <param name="kind">The kind of its stream, for example <c>pipeline</c> or <c>event-stream</c>.</param>
    bool Handles(string type, string kind);

    /// <summary>Names the documents that the event changes, so that they can be loaded together for many events.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="keys">
    /// Takes the keys. With <see cref="ProjectionScope.Stream"/> a key is the stream's own, or begins with it and <c>/</c>; that is what keeps documents apart from other nodes' work.
    /// </param>
    void Keys(ProjectedEvent happened, ICollection<string> keys)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(keys);
        keys.Add(happened.Key);
    }

    /// <summary>Changes the documents.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="models">The documents whose keys were named.</param>
    void Apply(ProjectedEvent happened, ReadModelUnit models);
}
