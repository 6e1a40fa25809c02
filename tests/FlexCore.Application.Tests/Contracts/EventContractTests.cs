using System.Text;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Privacy.Subjects;
using FlexCore.Application.Retention;
using FlexCore.Application.Schedules;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.DataSubjects;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain.Retention;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Tests.Contracts;

public sealed class EventContractTests
{
    private const string Head =
        """
        # What this program stores: every event and snapshot, its version and its members.
        # A change here changes data that exists. Never change a version that was released: register the next one with an upcaster
        # and a golden file. A changed snapshot only needs the next version: older ones are ignored and rebuilt.


        """;

    [Fact]
    public void The_stored_shapes_are_the_reviewed_ones()
    {
        var text = new StringBuilder(Head);
        foreach (var entry in StoredEvents.All.OrderBy(entry => entry.Type, StringComparer.Ordinal))
        {
            ContractText.Append(text, $"event {entry.Type} v{entry.SchemaVersion}", entry.Shape);
        }

        ContractText.Append(text, $"snapshot {PipelineCodecs.Snapshots.Type} v{PipelineCodecs.Snapshots.SchemaVersion}", PipelineCodecs.Json.PipelineState);
        ContractText.Append(text, $"snapshot {DataStreamCodecs.Snapshots.Type} v{DataStreamCodecs.Snapshots.SchemaVersion}", DataStreamCodecs.Json.DataStreamState);
        ContractText.Append(text, $"snapshot {EventTopicCodecs.Snapshots.Type} v{EventTopicCodecs.Snapshots.SchemaVersion}", EventTopicCodecs.Json.EventTopicState);
        ContractText.Append(text, $"snapshot {EventStreamCodecs.Snapshots.Type} v{EventStreamCodecs.Snapshots.SchemaVersion}", EventStreamCodecs.Json.EventStreamState);
        ContractText.Append(text, $"snapshot {ScheduleCodecs.Snapshots.Type} v{ScheduleCodecs.Snapshots.SchemaVersion}", ScheduleCodecs.Json.ScheduleState);
        ContractText.Append(text, $"snapshot {DataSubjectCodecs.Snapshots.Type} v{DataSubjectCodecs.Snapshots.SchemaVersion}", DataSubjectCodecs.Json.DataSubjectState);
        ContractText.Append(text, $"snapshot {RetentionCodecs.Snapshots.Type} v{RetentionCodecs.Snapshots.SchemaVersion}", RetentionCodecs.Json.RetentionState);
        var actual = text.ToString().TrimEnd('\n') + "\n";
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "EventContracts.actual.txt"), actual);

        actual.ShouldBe(
            File.ReadAllText(RepositoryFolder.Find("EventContracts.txt")),
            "Stored shapes changed. If that is meant, review the difference and copy EventContracts.actual.txt from the output folder over EventContracts.txt.");
    }

    [Fact]
    public void Every_event_of_a_family_is_registered()
    {
        Registered(typeof(PipelineEvent)).ShouldBe(FamilyOf(typeof(PipelineEvent)), ignoreOrder: true);
        Registered(typeof(DataStreamEvent)).ShouldBe(FamilyOf(typeof(DataStreamEvent)), ignoreOrder: true);
        Registered(typeof(DataSubjectEvent)).ShouldBe(FamilyOf(typeof(DataSubjectEvent)), ignoreOrder: true);
        Registered(typeof(RetentionEvent)).ShouldBe(FamilyOf(typeof(RetentionEvent)), ignoreOrder: true);
        Registered(typeof(ScheduleEvent)).ShouldBe(FamilyOf(typeof(ScheduleEvent)), ignoreOrder: true);
    }

    private static IEnumerable<Type> Registered(Type family) =>
        StoredEvents.All.Select(entry => entry.Shape.Type).Where(family.IsAssignableFrom);

    private static IEnumerable<Type> FamilyOf(Type family) =>
        family.Assembly.GetTypes().Where(type => !type.IsAbstract && family.IsAssignableFrom(type));
}
