using System.Text.Json;

namespace FlexCore.Client.Models;

/// <summary>What came of a command.</summary>
/// <param name="CommandId">Names it: its idempotency key.</param>
/// <param name="Result">What its handler answered.</param>
/// <param name="Token">Where its writes ended; a query that is given it sees them.</param>
/// <param name="Replayed">Whether the same key had this answer before.</param>
public sealed record CommandResult(string CommandId, JsonElement Result, string Token, bool Replayed);

/// <summary>What a query answered.</summary>
/// <param name="Result">The answer.</param>
public sealed record QueryResult(JsonElement Result);
