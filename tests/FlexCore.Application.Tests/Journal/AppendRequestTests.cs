using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Journal;

public sealed class AppendRequestTests
{
    private const int Shards = 16;
    private static readonly EntityId Stream = new(new TenantId("acme"), "order", "1");
    private static readonly EventMetadata Metadata = new(DateTimeOffset.UnixEpoch, "user:ana", "c-1", "c-1");
    private static readonly NewEvent Event = new(Guid.Empty, "order.placed", 1, "{}"u8.ToArray());

    private static readonly AppendRequest Valid =
        new(Stream, new ShardLease(Stream.ShardOf(Shards), 1, "node"), 0, [Event], Metadata);

    [Fact]
    public void A_well_formed_request_is_accepted_at_its_limits()
    {
        Valid.Validate(Shards);
        (Valid with { Events = [.. Enumerable.Repeat(Event, AppendRequest.EventCountMax)] }).Validate(Shards);
        (Valid with { Events = [Event with { Payload = new byte[AppendRequest.PayloadBytesMax] }] }).Validate(Shards);
        (Valid with { Events = [Event with { Type = new string('t', AppendRequest.TypeLengthMax) }] }).Validate(Shards);
        (Valid with { Metadata = Metadata with { Principal = new string('p', AppendRequest.MetadataTextLengthMax) } }).Validate(Shards);
    }

    [Fact]
    public void The_number_of_events_is_bounded()
    {
        Refused(Valid with { Events = [] }).ShouldContain("0 events");
        Refused(Valid with { Events = [.. Enumerable.Repeat(Event, AppendRequest.EventCountMax + 1)] }).ShouldContain("10001 events");
    }

    [Fact]
    public void An_expected_version_is_not_negative() => Refused(Valid with { ExpectedVersion = -1 }).ShouldContain("version -1");

    [Fact]
    public void The_lease_must_be_that_of_the_streams_shard()
    {
        var other = (Stream.ShardOf(Shards) + 1) % Shards;

        Refused(Valid with { Lease = new ShardLease(other, 1, "node") }).ShouldContain($"shard {other}");
    }

    [Fact]
    public void An_event_that_breaks_a_limit_is_named_by_its_place()
    {
        Refused(Valid with { Events = [Event, Event with { Payload = new byte[AppendRequest.PayloadBytesMax + 1] }] }).ShouldContain("event 2");
        Refused(Valid with { Events = [Event, Event with { Type = "" }] }).ShouldContain("event 2");
        Refused(Valid with { Events = [Event with { Type = new string('t', AppendRequest.TypeLengthMax + 1) }] }).ShouldContain("event 1");
        Refused(Valid with { Events = [Event with { SchemaVersion = 0 }] }).ShouldContain("schema version 0");
    }

    [Fact]
    public void Metadata_is_present_and_bounded()
    {
        Refused(Valid with { Metadata = Metadata with { Principal = "" } }).ShouldContain("principal");
        Refused(Valid with { Metadata = Metadata with { CorrelationId = "" } }).ShouldContain("correlation id");
        Refused(Valid with { Metadata = Metadata with { CausationId = new string('c', 1_001) } }).ShouldContain("causation id");
        Refused(Valid with { Metadata = Metadata with { IdempotencyKey = "" } }).ShouldContain("idempotency key");
    }

    private static string Refused(AppendRequest request)
    {
        var message = Should.Throw<ArgumentException>(() => request.Validate(Shards)).Message;
        message.ShouldContain("'acme/order/1'");
        return message;
    }
}
