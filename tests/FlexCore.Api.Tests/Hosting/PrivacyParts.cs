using FlexCore.Application.EventStreams;
using FlexCore.Application.Privacy;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Application.Privacy.Subjects;
using FlexCore.Domain.DataSubjects;
using FlexCore.Testing.Storage;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Sealing over a store in memory, with one master key.</summary>
internal sealed class PrivacyParts : IMasterKeys, IAsyncDisposable
{
    private readonly TestRegion<DataSubjectState, DataSubjectCommand, DataSubjectEvent> _records;

    private PrivacyParts(InMemoryStore store, TestRegion<DataSubjectState, DataSubjectCommand, DataSubjectEvent> records, TimeProvider clock)
    {
        _records = records;
        var ring = new SubjectKeyRing(store.SubjectKeys, this, new PrivacyOptions(), clock);
        Values = new PersonalData(ring);
        Subjects = new SubjectService(store.SubjectKeys, ring, records.Entities, new TenantEventAccess(), clock);
        Rewrap = new RewrapJob(store.SubjectKeys, ring, this, new PrivacyOptions());
    }

    public MasterKey Current { get; } = new("k1", new byte[MasterKey.ByteCount]);

    public PersonalData Values { get; }

    public ISubjects Subjects { get; }

    public RewrapJob Rewrap { get; }

    public static async Task<PrivacyParts> StartAsync(TimeProvider clock)
    {
        var store = new InMemoryStore(shardCount: 16);
        var records = await TestRegion<DataSubjectState, DataSubjectCommand, DataSubjectEvent>.StartAsync(
            new(DataSubjectDecider.Kind, new DataSubjectDecider(), DataSubjectCodecs.Events) { Snapshots = DataSubjectCodecs.Snapshots, RemembersRefusals = false }, store, clock);
        return new PrivacyParts(store, records, clock);
    }

    public MasterKey Find(string id) => Current;

    public ValueTask DisposeAsync() => _records.DisposeAsync();
}
