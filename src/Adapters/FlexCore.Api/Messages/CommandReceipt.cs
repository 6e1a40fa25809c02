using System.Text;
using System.Text.Json.Serialization;
using FlexCore.Api.V1;
using FlexCore.Application.Messaging;

namespace FlexCore.Api.Messages;

/// <summary>The answer to a command.</summary>
/// <param name="CommandId">Names it: the idempotency key, else an id of its own.</param>
/// <param name="Result">What its handler answered.</param>
/// <param name="Effects">What it did to entities.</param>
/// <param name="Token">Where its writes ended; a query that is given it sees them. Empty when it wrote nothing.</param>
/// <param name="Replayed">Whether the same idempotency key had this answer before.</param>
internal sealed record CommandReceipt(string CommandId, [property: JsonConverter(typeof(RawJsonConverter))] string Result, IReadOnlyList<EffectInfo> Effects, string Token, bool Replayed)
{
    /// <summary>The shape of an answer that is no refusal.</summary>
    /// <param name="answer">The answer.</param>
    public static CommandReceipt Of(CommandAnswer<JsonResult> answer) => new(
        answer.CommandId,
        Encoding.UTF8.GetString(answer.Required.Utf8.Span),
        [.. answer.Effects.Select(effect => new EffectInfo(effect.Entity.Kind, effect.Entity.Key, effect.Version, effect.IsReplay))],
        answer.Token.ToString(),
        answer.IsReplay);
}

/// <summary>What a command did to an entity.</summary>
/// <param name="Kind">The entity's kind.</param>
/// <param name="Key">Its key.</param>
/// <param name="Version">Its version afterwards.</param>
/// <param name="Replayed">Whether it knew the command's key already, so that nothing happened this time.</param>
internal sealed record EffectInfo(string Kind, string Key, long Version, bool Replayed);
