namespace FlexCore.Domain.EventTopics;

/// <summary>A row of a producer that numbers its rows.</summary>
/// <param name="Producer">The producer: 1 to 200 of <c>A-Z a-z 0-9 - _ . :</c>, beginning with a letter or digit.</param>
/// <param name="Row">The number of the row, from 1.</param>
public sealed record ProducerRow(string Producer, long Row);
