using FlexCore.Application.EventTypes;
using FlexCore.Hocon.Options;
using FlexCore.Hosting.EventTypes;
using FlexCore.Hosting.Tests.Streams;

namespace FlexCore.Hosting.Tests.EventTypes;

public sealed class EventTypeFileTests : IDisposable
{
    private static readonly EventType Paid = new("Paid", [new EventTypeVersion()]);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Types_of_a_file_and_of_code_are_put_together()
    {
        var types = EventTypeFile.Load(Options("types: [{ type: Placed, versions: [{ version: 1 }] }]"), [Paid]);
        types.All.Select(static type => type.Name).ShouldBe(["Paid", "Placed"]);
        EventTypeFile.Load(new EventTypeOptions(), []).All.ShouldBeEmpty();
    }

    [Fact]
    public void A_mistake_names_file_line_column_value_and_remedy()
    {
        var options = Options("types:\n  - type: Placed\n    versions: [{ version: 1, members: { a: strng } }]");
        Should.Throw<ConfigurationException>(() => EventTypeFile.Load(options, [])).Message.ShouldBe(
            $"{options.TypesFile}:3:44: invalid-value: 'strng' is no kind of member. Write text, number, boolean, object, list or any, with '?' behind it for a member that need not be there.");
    }

    [Fact]
    public void What_cannot_be_right_is_refused()
    {
        Refusal(new EventTypeOptions { TypesFile = _folder.File("none.yaml") }).ShouldContain("of flexcore.events.types-file cannot be read");
        Refusal(Options("types: [{ type: Paid, versions: [{ version: 1 }] }]"), Paid).ShouldContain("'Paid' is declared in code and in");
        Refusal(new EventTypeOptions { Types = EventTypePolicy.DeclaredOnly }).ShouldContain("every append would be refused");
        Should.Throw<ArgumentException>(() => EventTypeFile.Load(new EventTypeOptions { TypesFile = " " }, [])).Message.ShouldContain("types-file is blank");
    }

    [Fact]
    public async Task A_node_does_not_start_with_a_mistake_and_nothing_is_made()
    {
        var options = Options("types: 7");
        await Should.ThrowAsync<ConfigurationException>(() => NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((engine, _) => engine.EventTypes.TypesFile = options.TypesFile)));
        Directory.Exists(_folder.File("data")).ShouldBeFalse();
    }

    [Fact]
    public void A_type_in_code_is_checked_when_it_is_added()
    {
        var services = new Microsoft.Extensions.DependencyInjection.ServiceCollection();
        Should.Throw<ArgumentException>(() => services.AddFlexCore(static flexcore => flexcore.AddEventType(Paid).AddEventType(Paid))).Message.ShouldContain("declared twice");
        Should.Throw<ArgumentException>(() => services.AddFlexCore(static flexcore => flexcore.AddEventType(new EventType("A", [new(), new()])))).Message.ShouldContain("no step to version 2");
    }

    private static string Refusal(EventTypeOptions options, params EventType[] inCode) => Should.Throw<ConfigurationException>(() => EventTypeFile.Load(options, inCode)).Message;

    private EventTypeOptions Options(string text)
    {
        var path = _folder.File("event-types.yaml");
        File.WriteAllText(path, text);
        return new EventTypeOptions { TypesFile = path };
    }
}
