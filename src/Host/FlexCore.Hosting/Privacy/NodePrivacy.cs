using FlexCore.Actors.Entities;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Privacy;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Application.Privacy.Subjects;
using FlexCore.Application.SystemJobs;
using FlexCore.Domain.DataSubjects;
using FlexCore.Hosting.Engine;

namespace FlexCore.Hosting.Privacy;

/// <summary>What a node needs to seal personal values: keys, the record of who was forgotten, and the job that re-wraps. Composed once; what it offers is thread-safe.</summary>
internal sealed class NodePrivacy
{
    /// <summary>Puts the parts together.</summary>
    /// <param name="engine">What they stand on.</param>
    /// <param name="options">The settings.</param>
    /// <param name="ownFolder">The data folder of a node that is alone, or <see langword="null"/>.</param>
    /// <param name="access">Who may do what.</param>
    /// <param name="clock">The instants.</param>
    public NodePrivacy(NodeEngine engine, PrivacyOptions options, string? ownFolder, IEventAccess access, TimeProvider clock)
    {
        var masters = new MasterKeyRing(options, ownFolder, Environment.GetEnvironmentVariable);
        var ring = new SubjectKeyRing(engine.SubjectKeys, masters, options, clock);
        var records = engine.AddRegion(
            new EntityDefinition<DataSubjectState, DataSubjectCommand, DataSubjectEvent>(DataSubjectDecider.Kind, new DataSubjectDecider(), DataSubjectCodecs.Events)
            {
                Snapshots = DataSubjectCodecs.Snapshots,
                RemembersRefusals = false,
            },
            commands: DataSubjectCodecs.Commands);
        Values = new PersonalData(ring);
        Subjects = new SubjectService(engine.SubjectKeys, ring, records, access, clock);
        Replay = new ForgottenReplay(engine.Directory, engine.Journal, engine.SubjectKeys);
        Rewrap = new RewrapJob(engine.SubjectKeys, ring, masters, options);
    }

    /// <summary>Seals and opens values.</summary>
    public PersonalData Values { get; }

    /// <summary>The persons.</summary>
    public ISubjects Subjects { get; }

    /// <summary>Makes the keys fit what the log says.</summary>
    public ForgottenReplay Replay { get; }

    /// <summary>Wraps keys by the current master key.</summary>
    public ISystemJob Rewrap { get; }
}
