using System.Text.Json.Serialization;
using FlexCore.Application.Nodes;

namespace FlexCore.Api.V1;

/// <summary>An event of a history.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Type">Its stored type name.</param>
/// <param name="At">When the command was issued.</param>
/// <param name="Principal">Who caused it.</param>
/// <param name="CorrelationId">The chain of work.</param>
/// <param name="Payload">What happened.</param>
internal sealed record HistoryLine(
    long Version,
    string Type,
    DateTimeOffset At,
    string Principal,
    string CorrelationId,
    [property: JsonConverter(typeof(RawJsonConverter))] string Payload)
{
    /// <summary>A page of a history.</summary>
    /// <param name="page">The events.</param>
    public static Page<HistoryLine> PageOf(Page<HistoryEntry> page) => new(
        [.. page.Items.Select(entry => new HistoryLine(entry.Version, entry.Type, entry.At, entry.Principal, entry.CorrelationId, entry.Payload))],
        page.Total,
        page.Offset,
        page.Limit);
}
