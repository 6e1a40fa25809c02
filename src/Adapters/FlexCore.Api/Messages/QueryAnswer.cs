using System.Text.Json.Serialization;
using FlexCore.Api.V1;

namespace FlexCore.Api.Messages;

/// <summary>The answer to a query.</summary>
/// <param name="Result">What its handler answered.</param>
internal sealed record QueryAnswer([property: JsonConverter(typeof(RawJsonConverter))] string Result);
