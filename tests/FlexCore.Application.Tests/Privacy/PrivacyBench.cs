using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Journal;
using FlexCore.Application.Privacy;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.Privacy;

/// <summary>Sealing and opening over keys in memory.</summary>
internal sealed class PrivacyBench : IMasterKeys
{
    public static readonly SecurityContext Ana = new(new TenantId("acme"), "user:ana");

    public PrivacyBench(PrivacyOptions? options = null)
    {
        Ring = new SubjectKeyRing(Store, this, options ?? new PrivacyOptions(), Clock);
        Data = new PersonalData(Ring);
    }

    public ManualClock Clock { get; } = new();

    public ISubjectKeyStore Store { get; } = new InMemoryStore().SubjectKeys;

    public SubjectKeyRing Ring { get; }

    public PersonalData Data { get; }

    public List<MasterKey> Masters { get; } = [Master("k1", 1)];

    public MasterKey Current => Masters.Count > 0 ? Masters[0] : throw new MasterKeyException("none");

    public MasterKey Find(string id) => Masters.Find(key => key.Id == id) ?? throw new MasterKeyException($"no '{id}'");

    public static MasterKey Master(string id, byte fill) => new(id, Enumerable.Repeat(fill, MasterKey.ByteCount).ToArray());

    public static EventAppend Append(string data, string subject, params string[] members) =>
        new(Ana, "orders-1", null, [new StreamEvent("Placed", 1, data)], "corr") { Personal = new Dictionary<int, PersonalMembers> { [0] = new(subject, members) } };

    public async Task<string> SealAsync(EventAppend append)
    {
        var (ready, refusal) = await Data.SealAsync(append, default);
        refusal.ShouldBeNull();
        return (ready ?? throw new InvalidOperationException("neither")).Events[0].Data;
    }

    public async Task<Refusal> RefusalAsync(EventAppend append)
    {
        var (ready, refusal) = await Data.SealAsync(append, default);
        ready.ShouldBeNull();
        return refusal ?? throw new InvalidOperationException("it was taken");
    }

    public async Task<RecordedEvent> OpenAsync(string data, string stream = "orders-1", string tenant = "acme")
    {
        var encoded = EventStreamCodecs.Events.Encode(new StreamEvent("Placed", 1, data));
        return await Data.OpenAsync(RecordedEvent.Of(new StoredEvent
        {
            Id = Guid.Empty, Stream = new EntityId(new TenantId(tenant), EventStreamDecider.Kind, stream), Version = 1, Shard = 0, Offset = 1, Type = encoded.Type, SchemaVersion = encoded.SchemaVersion,
            Metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "p", "c", "c"), Payload = encoded.Payload,
        }));
    }

    public async Task<string> StateAsync(string state) =>
        Encoding.UTF8.GetString((await Data.OpenAsync(new EntityId(new TenantId("acme"), EventStreamDecider.Kind, "orders-1"), Encoding.UTF8.GetBytes(state))).Span);
}
