using System.Text.Json.Serialization;

namespace FlexCore.Application.Tests.Events;

/// <summary>A small event family that has grown: v1 weighed in grams, v2 renamed the field, v3 added the carrier.</summary>
internal abstract record ParcelEvent
{
    private ParcelEvent()
    {
    }

    public sealed record Packed(int Grams, string Carrier) : ParcelEvent;

    public sealed record Sent(string Address) : ParcelEvent;

    public sealed record Forgotten : ParcelEvent;
}

internal sealed record ParcelState(int Parcels, string LastAddress);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ParcelEvent.Packed))]
[JsonSerializable(typeof(ParcelEvent.Sent))]
[JsonSerializable(typeof(ParcelState))]
internal sealed partial class ParcelJson : JsonSerializerContext;
