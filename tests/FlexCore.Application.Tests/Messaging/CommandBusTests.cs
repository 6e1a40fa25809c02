using System.Text;
using FlexCore.Application.Messaging;
using FlexCore.Application.Messaging.Registration;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Messaging;

/// <summary>Sending commands: names, bodies, access, bounds.</summary>
public sealed class CommandBusTests : IDisposable
{
    private readonly BusBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_command_reaches_its_handler_and_its_answer_says_what_was_done()
    {
        var answer = await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 3));

        answer.Required.ShouldBe(new JarView("a", 1));
        var effect = answer.Effects.ShouldHaveSingleItem();
        (effect.Entity.StreamId, effect.Version, effect.IsReplay).ShouldBe(("default/jar/a", 1, false));
        (await _bench.BeansAsync("a")).ShouldBe(3);
        _bench.OpenScopes.ShouldBe(0, "the scope is disposed with the message");
    }

    [Fact]
    public async Task A_command_by_its_name_is_read_from_json_and_answered_in_json()
    {
        var answer = await _bench.Commands.SendAsync(BusBench.Call, "jars.move", BusBench.Json("""{"to":"a","beans":3}"""));

        Encoding.UTF8.GetString(answer.Required.Utf8.Span).ShouldBe("""{"jar":"a","version":1}""");
        (await _bench.BeansAsync("a")).ShouldBe(3);
    }

    [Fact]
    public async Task Its_events_have_the_command_as_their_cause_and_the_caller_s_chain()
    {
        var answer = await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 3));

        await foreach (var stored in _bench.Store.Journal.ReadStreamAsync(answer.Effects[0].Entity, 1))
        {
            stored.Metadata.CausationId.ShouldBe(answer.CommandId);
            stored.Metadata.CorrelationId.ShouldBe("test-1");
        }
    }

    [Theory]
    [InlineData("jars.mvoe", "Did you mean 'jars.move'?")]
    [InlineData("JarsMove", "Did you mean 'jars.move'?")]
    [InlineData("drop-tables", "List the commands to see the 1 that there are.")]
    [InlineData("", "List the commands")]
    public async Task An_unknown_command_is_refused_with_a_suggestion(string name, string remedy)
    {
        var answer = await _bench.Commands.SendAsync(BusBench.Call, name, default);

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe("unknown-command");
        answer.Refusal.Message.ShouldContain(remedy);
        _bench.Steps.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"to":"a"}""", "bad-field", "beans", "The field 'beans' of 'jars.move' is missing. Send a number.")]
    [InlineData("", "bad-field", "to", "The field 'to' of 'jars.move' is missing. Send a string.")]
    [InlineData("""{"to":"a","beans":"3"}""", "bad-field", "beans", "The field 'beans' of 'jars.move' is a string. Send a number.")]
    [InlineData("""{"to":"a","beans":1.5}""", "bad-field", "beans", "The field 'beans' of 'jars.move' cannot be read: it is 1.5. Send a number.")]
    [InlineData("""{"to":"a","beans":99999999999999999999}""", "bad-field", "beans", "cannot be read")]
    [InlineData("""{"to":null,"beans":3}""", "bad-field", "to", "cannot be read")]
    [InlineData("""{"to":7,"beans":3}""", "bad-field", "to", "cannot be read")]
    [InlineData("""{"to":"a","beans":3,"beans":4}""", "bad-field", "beans", "comes twice")]
    [InlineData("""{"to":"a","bean":3}""", "unknown-field", "bean", "Did you mean 'beans'?")]
    [InlineData("""{"to":"a","beans":3,"tenant":"x"}""", "unknown-field", "tenant", "Use to, beans, from.")]
    [InlineData("""["a"]""", "bad-field", "", "is an array. Send an object with to, beans, from.")]
    [InlineData("""{"to":"a",""", "malformed-json", null, "is no JSON")]
    [InlineData("""{"to":"a","beans":-3}""", "bad-field", "beans", "The field 'beans' is '-3'. Send more than 0.")]
    public async Task A_wrong_body_names_field_value_and_remedy_and_nothing_happens(string body, string code, string? field, string message)
    {
        var answer = await _bench.Commands.SendAsync(BusBench.Call, "jars.move", BusBench.Json(body));

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe(code);
        answer.Refusal.Message.ShouldContain(message);
        answer.Refusal.Message.ShouldNotContain("FlexCore.", customMessage: "no names of classes");
        answer.Field.ShouldBe(field);
        _bench.Handled.ShouldBe(0);
    }

    [Fact]
    public async Task A_typed_command_passes_the_same_checks()
    {
        var answer = await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 0));

        answer.Refusal.ShouldNotBeNull().Message.ShouldBe("The field 'beans' is '0'. Send more than 0.");
    }

    [Theory]
    [InlineData("user:eve")]
    [InlineData("local:developer2")]
    [InlineData("services:scheduler")]
    [InlineData(" ")]
    public async Task Who_lacks_the_permission_is_refused_before_the_body_is_looked_at(string principal)
    {
        var call = BusBench.Call with { Security = new SecurityContext(TenantId.Default, principal) };
        var answer = await _bench.Commands.SendAsync(call, "jars.move", BusBench.Json("no json at all"));

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe(principal == " " ? "no-principal" : "not-permitted");
        _bench.Handled.ShouldBe(0);
    }

    [Fact]
    public async Task The_development_principal_of_another_tenant_has_no_permission() =>
        (await _bench.Commands.SendAsync(BusBench.Call with { Security = new SecurityContext(new TenantId("acme"), "local:developer") }, new MoveBeans("a", 1)))
            .Refusal.ShouldNotBeNull().Message.ShouldContain("'jars.write'");

    [Fact]
    public async Task Services_of_the_node_are_allowed_and_a_command_works_for_the_caller_s_tenant_only()
    {
        var call = BusBench.Call with { Security = new SecurityContext(new TenantId("acme"), "service:scheduler") };
        var answer = await _bench.Commands.SendAsync(call, new MoveBeans("a", 3));

        answer.Effects.ShouldHaveSingleItem().Entity.StreamId.ShouldBe("acme/jar/a");
        (await _bench.BeansAsync("a")).ShouldBe(0);
    }

    [Fact]
    public async Task Behaviours_of_modules_run_around_the_handler()
    {
        _bench.Handle = (move, _) =>
        {
            _bench.Steps.Add("handler");
            return Task.FromResult<NodeReply<JarView>>(new JarView(move.To, 0));
        };
        await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 1));

        _bench.Steps.ShouldBe(["before jars.move", "handler", "after jars.move"]);
    }

    [Fact]
    public async Task More_messages_at_once_than_the_bound_are_refused_and_the_next_ones_are_not()
    {
        using var bench = new BusBench(options: new MessagingOptions { InFlightMax = 1 });
        var gate = new TaskCompletionSource<NodeReply<JarView>>();
        bench.Handle = (_, _) => gate.Task;
        var first = bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 1));

        (await bench.Commands.SendAsync(BusBench.Call, new MoveBeans("b", 1))).Refusal.ShouldNotBeNull().Code.ShouldBe("overloaded");
        (await bench.Queries.AskAsync(BusBench.Call, new GetJar("a"))).Refusal.ShouldNotBeNull().Message.ShouldContain("flexcore.messaging.in-flight-max");
        gate.SetResult(new JarView("a", 0));
        (await first).Refusal.ShouldBeNull();
        (await bench.Commands.SendAsync(BusBench.Call, new MoveBeans("b", 1))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Giving_up_waiting_does_not_stop_a_command()
    {
        var gate = new TaskCompletionSource();
        _bench.Handle = async (move, transaction) =>
        {
            await gate.Task;
            return await _bench.MoveAsync(move, transaction);
        };
        using var impatient = new CancellationTokenSource();
        var sent = _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3), impatient.Token);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sent);
        gate.SetResult();

        (await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3))).Required.Version.ShouldBe(1);
        _bench.Handled.ShouldBe(1, "the second sender waits for the one command");
    }

    [Fact]
    public void Two_handlers_for_one_name_or_class_name_both_modules()
    {
        Should.Throw<ArgumentException>(() => Catalog(MessageRegistrations.Command(MoveBeans.Shape, "one"), MessageRegistrations.Command(MoveBeans.Shape, "two")))
            .Message.ShouldContain("'jars.move' in module 'one' and 'jars.move' in module 'two'");
        Should.Throw<ArgumentException>(() => Catalog(MessageRegistrations.Command(MoveBeans.Shape, "one"), MessageRegistrations.Command(MoveBeans.Shape with { Name = "jars.other" }, "two")))
            .Message.ShouldContain("MoveBeans has 2 handlers");

        static MessageCatalog Catalog(params MessageRegistration[] messages) => new(messages, []);
    }

    [Theory]
    [InlineData("Jars.Move")]
    [InlineData("jars..move")]
    [InlineData("jars move")]
    [InlineData("")]
    public void A_name_that_breaks_the_rule_is_refused_when_it_is_registered(string name) =>
        Should.Throw<ArgumentException>(() => MessageRegistrations.Command(MoveBeans.Shape with { Name = name }, "jars")).Message.ShouldContain("'orders.place'");

    [Fact]
    public void A_description_lists_the_fields_and_which_are_needed() =>
        _bench.Commands.Commands.ShouldHaveSingleItem().Fields.ShouldBe([new("to", "string", true), new("beans", "number", true), new("from", "string", false)]);

    [Fact]
    public async Task A_command_without_a_handler_is_a_mistake_of_the_program() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => _bench.Commands.SendAsync(BusBench.Call, new Stray()))).Message.ShouldContain("No module handles Stray");

    private sealed record Stray : IBusCommand<JarView>;
}
