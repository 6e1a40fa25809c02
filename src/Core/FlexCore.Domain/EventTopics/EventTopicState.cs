namespace FlexCore.Domain.EventTopics;

/// <summary>An event topic as its events have made it. It holds how far the topic has come, not the records.</summary>
/// <param name="Exists">Whether it was created.</param>
/// <param name="Tenant">Who owns it.</param>
/// <param name="Owner">The principal whose append created it.</param>
/// <param name="Records">How many records it has.</param>
/// <param name="Bytes">How many bytes they have together, line feeds included.</param>
/// <param name="Producers">The last row of each producer that numbers its rows.</param>
public sealed record EventTopicState(bool Exists, TenantId Tenant, string Owner, long Records, long Bytes, ValueList<ProducerRow> Producers)
{
    /// <summary>The state before the first event.</summary>
    public static EventTopicState Absent { get; } = new(false, TenantId.Default, "", 0, 0, []);

    /// <summary>The number of a producer's last row; 0 when it has none.</summary>
    /// <param name="producer">The producer.</param>
    public long LastRowOf(string producer)
    {
        for (var i = 0; i < Producers.Count; i++)
        {
            if (string.Equals(Producers[i].Producer, producer, StringComparison.Ordinal))
            {
                return Producers[i].Row;
            }
        }

        return 0;
    }
}
