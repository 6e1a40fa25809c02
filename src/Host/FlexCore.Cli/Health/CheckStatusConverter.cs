using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlexCore.Cli.Health;

/// <summary>Writes the status of a check in lower case.</summary>
internal sealed class CheckStatusConverter() : JsonStringEnumConverter<CheckStatus>(JsonNamingPolicy.CamelCase);
