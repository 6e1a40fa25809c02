using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlexCore.Cli.Testing;

/// <summary>Writes kinds of differences as scripts read them: <c>changed</c>, <c>missing</c>…</summary>
internal sealed class DifferenceKindConverter() : JsonStringEnumConverter<DifferenceKind>(JsonNamingPolicy.CamelCase);
