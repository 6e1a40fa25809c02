using FlexCore.Domain;

namespace FlexCore.Application.EventTopics;

/// <summary>Records on their way into a topic.</summary>
/// <param name="Security">Who sends them, for which tenant.</param>
/// <param name="Topic">The topic's name: 1 to 200 of <c>A-Z a-z 0-9 - _ . :</c>, beginning with a letter or digit. Created by its first record.</param>
/// <param name="Lines">The records as NDJSON: each a valid JSON value without raw line feeds, each followed by one line feed.</param>
/// <param name="Count">How many records there are.</param>
/// <param name="CorrelationId">Names the chain of work; never empty.</param>
public sealed record EventTopicAppend(SecurityContext Security, string Topic, ReadOnlyMemory<byte> Lines, int Count, string CorrelationId)
{
    /// <summary>
    /// The same key sent again gets the same answer and appends nothing; at most 128 characters. <see langword="null"/> for none. With other records it is refused
    /// with <c>idempotency-key-reused</c>.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// With a key: what was asked, see <see cref="CommandContext.RequestHash"/>; <see langword="null"/> stands for the records themselves. Who adds something of his own to
    /// the records, such as the time, gives the hash of what came.
    /// </summary>
    public string? RequestHash { get; init; }

    /// <summary>Names a producer that numbers its rows, so that rows sent again after a crash are not appended twice; <see langword="null"/> for none.</summary>
    public string? Producer { get; init; }

    /// <summary>With a producer: the number of the first row of this append, from 1. Rows up to the producer's last one are left out.</summary>
    public long ProducerRow { get; init; }
}
