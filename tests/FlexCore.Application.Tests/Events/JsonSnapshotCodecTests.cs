using System.Text.Json;
using FlexCore.Application.Events;

namespace FlexCore.Application.Tests.Events;

public sealed class JsonSnapshotCodecTests
{
    private readonly JsonSnapshotCodec<ParcelState> _codec = new("parcel", 2, ParcelJson.Default.ParcelState);

    [Fact]
    public void A_state_reads_back_equal()
    {
        var state = new ParcelState(7, "Ånäset");

        _codec.Decode(_codec.Encode(state)).ShouldBe(state);
    }

    [Fact]
    public void The_codec_carries_name_and_version()
    {
        _codec.Type.ShouldBe("parcel");
        _codec.SchemaVersion.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"parcels":7}""")]
    [InlineData("""{"parcels":7,"lastAddress":"x","extra":1}""")]
    [InlineData("""{"parcels":7,"lastAddress":"x""")]
    public void A_snapshot_that_does_not_fit_is_a_json_error_so_that_replay_takes_over(string payload)
    {
        Should.Throw<JsonException>(() => _codec.Decode(EventRegistryTests.Utf8(payload)));
    }

    [Fact]
    public void A_codec_without_a_name_or_version_is_refused()
    {
        Should.Throw<ArgumentException>(() => new JsonSnapshotCodec<ParcelState>("", 1, ParcelJson.Default.ParcelState));
        Should.Throw<ArgumentOutOfRangeException>(() => new JsonSnapshotCodec<ParcelState>("parcel", 0, ParcelJson.Default.ParcelState));
    }
}
