using System.Buffers;
using System.Text;
using FlexCore.Application.Commands;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Privacy.Subjects;
using FlexCore.Application.Retention;
using FlexCore.Application.Schedules;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.DataSubjects;
using FlexCore.Domain.EventStreams;
using FlexCore.Domain.EventTopics;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain.Retention;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Tests.Commands;

/// <summary>
/// Commands between nodes are a contract between this version and the next: each file in GoldenCommands holds a body as some version wrote it, and
/// today's program must read it. A golden file is added with its version and never changed.
/// </summary>
public sealed class CommandWireTests
{
    private static readonly IReadOnlyList<(CommandName Name, byte[] Body, Func<byte[], byte[]> Rewrite)> Samples =
    [
        .. Bodies(PipelineCommandCodec.Commands, SampleCommands.Pipelines),
        .. Bodies(DataStreamCommandCodec.Commands, SampleCommands.DataStreams),
        .. Bodies(EventTopicCommandCodec.Commands, SampleCommands.EventTopics),
        .. Bodies(EventStreamCommandCodec.Commands, SampleCommands.EventStreams),
        .. Bodies(ScheduleCommandCodec.Commands, SampleCommands.Schedules),
        .. Bodies(DataSubjectCodecs.Commands, SampleCommands.DataSubjects),
        .. Bodies(RetentionCodecs.Commands, SampleCommands.Retention),
    ];

    public static TheoryData<string> Names => [.. Samples.Select(sample => sample.Name.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_command_is_what_is_written_and_reads_back(string name)
    {
        var (command, body, rewrite) = Samples.Single(sample => sample.Name.ToString() == name);
        var file = $"{command.Name}.v{command.Version}";
        var text = IsText(command) ? Encoding.UTF8.GetString(body) : Convert.ToHexStringLower(body);
        Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "GoldenCommands.actual"));
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "GoldenCommands.actual", $"{file}.{(IsText(command) ? "json" : "hex")}"), text + "\n");

        var golden = File.ReadAllText(RepositoryFolder.Find("GoldenCommands", $"{file}.{(IsText(command) ? "json" : "hex")}")).TrimEnd('\n');

        text.ShouldBe(golden);
        rewrite(IsText(command) ? Encoding.UTF8.GetBytes(golden) : Convert.FromHexString(golden)).ShouldBe(body);
    }

    [Fact]
    public void Every_registered_version_has_a_golden_file_and_every_file_a_version() =>
        Directory.EnumerateFiles(RepositoryFolder.Find("GoldenCommands")).Select(file => Path.GetFileNameWithoutExtension(file)).ShouldBe(
            PipelineCommandCodec.Commands.Registered.Concat(DataStreamCommandCodec.Commands.Registered).Concat(EventTopicCommandCodec.Commands.Registered)
                .Concat(EventStreamCommandCodec.Commands.Registered).Concat(ScheduleCommandCodec.Commands.Registered).Concat(DataSubjectCodecs.Commands.Registered).Concat(RetentionCodecs.Commands.Registered)
                .Select(name => $"{name.Name}.v{name.Version}"),
            ignoreOrder: true);

    [Fact]
    public void Every_command_of_a_family_has_a_sample()
    {
        SampleCommands.Pipelines.Select(command => command.GetType()).ShouldBe(FamilyOf(typeof(PipelineCommand)), ignoreOrder: true);
        SampleCommands.DataStreams.Select(command => command.GetType()).ShouldBe(FamilyOf(typeof(DataStreamCommand)), ignoreOrder: true);
        SampleCommands.Schedules.Select(command => command.GetType()).ShouldBe(FamilyOf(typeof(ScheduleCommand)), ignoreOrder: true);
        SampleCommands.DataSubjects.Select(command => command.GetType()).ShouldBe(FamilyOf(typeof(DataSubjectCommand)), ignoreOrder: true);
        SampleCommands.Retention.Select(command => command.GetType()).ShouldBe(FamilyOf(typeof(RetentionCommand)), ignoreOrder: true);
        SampleCommands.EventTopics.Select(command => command.GetType()).ShouldBe(FamilyOf(typeof(EventTopicCommand)), ignoreOrder: true);
        SampleCommands.EventStreams.Select(command => command.GetType()).ShouldBe(FamilyOf(typeof(EventStreamCommand)), ignoreOrder: true);
    }

    /// <summary>An append to a stream of another node was refused when it expected no version: what is left out was required.</summary>
    [Fact]
    public void An_append_that_expects_no_version_comes_back_equal()
    {
        var command = SampleCommands.EventStreams.OfType<EventStreamCommand.Append>().First() with { ExpectedVersion = null };
        RoundTrip(EventStreamCommandCodec.Commands, command).ShouldBe(command);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_command_comes_back_equal(int seed)
    {
        var texts = new Texts(new Random(seed));
        for (var i = 0; i < 200; i++)
        {
            foreach (var command in SampleCommands.OfPipelines(texts))
            {
                RoundTrip(PipelineCommandCodec.Commands, command).ShouldBe(command, $"seed {seed}, round {i}");
            }

            foreach (var command in SampleCommands.OfEventStreams(texts))
            {
                RoundTrip(EventStreamCommandCodec.Commands, command).ShouldBe(command, $"seed {seed}, round {i}");
            }

            foreach (var command in SampleCommands.OfDataStreams(texts))
            {
                RoundTrip(DataStreamCommandCodec.Commands, command).ShouldBe(command, $"seed {seed}, round {i}");
            }

            foreach (var command in SampleCommands.OfSchedules(texts))
            {
                RoundTrip(ScheduleCommandCodec.Commands, command).ShouldBe(command, $"seed {seed}, round {i}");
            }

            foreach (var command in SampleCommands.OfEventTopics(texts).Cast<EventTopicCommand.Append>())
            {
                // A producer without a name cannot be told from none; the domain refuses it.
                var sent = command.Producer?.Producer is "" ? command with { Producer = null } : command;
                var back = (EventTopicCommand.Append)RoundTrip(EventTopicCommandCodec.Commands, sent);
                back.Lines.ToArray().ShouldBe(sent.Lines.ToArray(), $"seed {seed}, round {i}");
                (back with { Lines = sent.Lines }).ShouldBe(sent, $"seed {seed}, round {i}");
            }
        }
    }

    [Theory]
    [InlineData("pipeline.start", """{"runId":null}""")]
    [InlineData("pipeline.start", """{}""")]
    [InlineData("pipeline.start", """{"runId":"a","surprise":1}""")]
    [InlineData("pipeline.start", """null""")]
    [InlineData("pipeline.start", """{"runId":"a"}{""")]
    [InlineData("pipeline.start", "")]
    [InlineData("pipeline.reorder-steps", """{"order":["a",null]}""")]
    public void A_body_that_does_not_fit_is_an_unknown_command(string name, string body) =>
        Should.Throw<UnknownCommandException>(() => PipelineCommandCodec.Commands.Decode(new CommandName(name, 1), SampleCommands.Context, Encoding.UTF8.GetBytes(body)))
            .Message.ShouldContain(name);

    [Theory]
    [InlineData("pipeline.fly", 1)]
    [InlineData("pipeline.start", 2)]
    [InlineData("pipeline.start", 0)]
    public void A_name_or_version_of_another_program_is_an_unknown_command(string name, int version) =>
        Should.Throw<UnknownCommandException>(() => PipelineCommandCodec.Commands.Decode(new CommandName(name, version), SampleCommands.Context, "{}"u8))
            .Name.ShouldBe(new CommandName(name, version));

    [Fact]
    public void An_append_that_ends_early_is_an_unknown_command()
    {
        var whole = Body(EventTopicCommandCodec.Commands, SampleCommands.EventTopics[0]);
        for (var length = 0; length < 20; length++)
        {
            Should.Throw<UnknownCommandException>(
                () => EventTopicCommandCodec.Commands.Decode(new CommandName("event-topic.append", 1), SampleCommands.Context, whole.AsSpan(0, length)), $"{length} bytes");
        }
    }

    private static bool IsText(CommandName name) => name.Name != "event-topic.append";

    private static IEnumerable<(CommandName, byte[], Func<byte[], byte[]>)> Bodies<TCommand>(CommandRegistry<TCommand> registry, IEnumerable<TCommand> commands)
        where TCommand : class, ICommand =>
        commands.Select(command => (registry.NameOf(command), Body(registry, command), (Func<byte[], byte[]>)(body => Body(registry, registry.Decode(registry.NameOf(command), SampleCommands.Context, body)))));

    private static TCommand RoundTrip<TCommand>(CommandRegistry<TCommand> registry, TCommand command)
        where TCommand : class, ICommand => registry.Decode(registry.NameOf(command), SampleCommands.Context, Body(registry, command));

    private static byte[] Body<TCommand>(CommandRegistry<TCommand> registry, TCommand command)
        where TCommand : class, ICommand
    {
        var buffer = new ArrayBufferWriter<byte>();
        registry.Encode(command, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static IEnumerable<Type> FamilyOf(Type family) => family.Assembly.GetTypes().Where(type => !type.IsAbstract && family.IsAssignableFrom(type));
}
