using System.Reflection;
using System.Runtime.CompilerServices;
using FlexCore.Hosting.Deferred;

namespace FlexCore.Hosting.Tests.Deferred;

/// <summary>What is injected before the node has started hands every call on, to the same member with the same arguments, and says until then that it cannot.</summary>
public sealed class DeferredTests
{
    private static readonly CancellationToken Given = new(canceled: true);

    // What of a node's parts each one stands for.
    public static TheoryData<string, string> Parts { get; } = new()
    {
        { nameof(DeferredPipelines), nameof(NodeParts.Pipelines) },
        { nameof(DeferredStreams), nameof(NodeParts.Streams) },
        { nameof(DeferredJobs), nameof(NodeParts.Jobs) },
        { nameof(DeferredEventTopics), nameof(NodeParts.EventTopics) },
        { nameof(DeferredEventTopicList), nameof(NodeParts.TopicList) },
        { nameof(DeferredEventFeed), nameof(NodeParts.Feed) },
        { nameof(DeferredTopicBus), nameof(NodeParts.Bus) },
        { nameof(DeferredInspector), nameof(NodeParts.Inspector) },
        { nameof(DeferredJournal), nameof(NodeParts.Journal) },
        { nameof(DeferredSingletonList), nameof(NodeParts.Singletons) },
        { nameof(DeferredSchedules), nameof(NodeParts.Schedules) },
        { nameof(DeferredProjections), nameof(NodeParts.Projections) },
        { nameof(DeferredProjectionProgress), nameof(NodeParts.ProjectionProgress) },
        { nameof(DeferredSystemJobs), nameof(NodeParts.SystemJobs) },
        { nameof(DeferredRetention), nameof(NodeParts.Retention) },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_member_reaches_the_same_member_of_the_part_with_the_same_arguments(string name, string part)
    {
        var (standIn, node, property) = Make(name, part);
        var recorder = DispatchProxy.Create(property.PropertyType, typeof(CallRecorder)).ShouldBeAssignableTo<CallRecorder>().ShouldNotBeNull();
        var parts = (NodeParts)RuntimeHelpers.GetUninitializedObject(typeof(NodeParts));
        property.SetValue(parts, recorder);
        node.Set(parts);

        foreach (var method in MembersOf(property.PropertyType))
        {
            var arguments = ArgumentsOf(method);

            method.Invoke(standIn, arguments);

            var (called, received) = recorder.Last.ShouldNotBeNull($"{method} went nowhere");
            called.ShouldBe(method);
            received.Length.ShouldBe(arguments.Length);
            for (var i = 0; i < arguments.Length; i++)
            {
                (ReferenceEquals(arguments[i], received[i]) || (arguments[i]?.GetType().IsValueType == true && Equals(arguments[i], received[i])) || (arguments[i] is string && Equals(arguments[i], received[i])))
                    .ShouldBeTrue($"{method}: argument {method.GetParameters()[i].Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Before_the_start_every_member_says_that_there_is_no_node(string name, string part)
    {
        var (standIn, _, property) = Make(name, part);

        foreach (var method in MembersOf(property.PropertyType))
        {
            var error = Should.Throw<TargetInvocationException>(() => method.Invoke(standIn, ArgumentsOf(method)), $"{method}").InnerException.ShouldBeOfType<InvalidOperationException>();

            error.Message.ShouldContain("has not started");
            error.Message.ShouldContain("Start the host first");
        }
    }

    /// <summary>So that a new stand-in over a part of the node comes into the table above.</summary>
    [Fact]
    public void Every_stand_in_for_a_part_of_the_node_is_in_the_table()
    {
        var properties = typeof(NodeParts).GetProperties().Where(static property => property.PropertyType.IsInterface).Select(static property => property.PropertyType).ToHashSet();
        var standIns = typeof(NodeParts).Assembly.GetTypes()
            .Where(static type => type.Namespace == typeof(NodeParts).Namespace && !type.IsGenericTypeDefinition && type.Name.StartsWith("Deferred", StringComparison.Ordinal))
            .Where(type => type.GetInterfaces().Any(properties.Contains))
            .Select(static type => type.Name);

        standIns.Order(StringComparer.Ordinal).ShouldBe(Parts.Select(static row => (string)row[0]).Order(StringComparer.Ordinal));
    }

    private static (object StandIn, Deferred<NodeParts> Node, PropertyInfo Property) Make(string name, string part)
    {
        var node = new Deferred<NodeParts>();
        var type = typeof(NodeParts).Assembly.GetType($"{typeof(NodeParts).Namespace}.{name}", throwOnError: true).ShouldNotBeNull();
        return (Activator.CreateInstance(type, node).ShouldNotBeNull(), node, typeof(NodeParts).GetProperty(part).ShouldNotBeNull());
    }

    // Members with a body of their own lead to the others.
    private static IEnumerable<MethodInfo> MembersOf(Type type) =>
        type.GetInterfaces().Append(type).SelectMany(static one => one.GetMethods()).Where(static method => method is { IsAbstract: true, IsStatic: false });

    // No two are alike, so that arguments which change places are seen.
    private static object?[] ArgumentsOf(MethodInfo method) => [.. method.GetParameters().Select(static parameter => ValueOf(parameter.ParameterType, parameter.Position + 1))];

    private static object? ValueOf(Type type, int number)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => $"text {number}",
            _ when plain == typeof(int) => number,
            _ when plain == typeof(long) => (long)number,
            _ when plain == typeof(bool) => true,
            _ when plain == typeof(CancellationToken) => Given,
            { IsValueType: true } => Activator.CreateInstance(plain),
            { IsInterface: true } or { IsAbstract: true } or { IsArray: true } => null,
            _ when typeof(Delegate).IsAssignableFrom(plain) => null,
            _ => RuntimeHelpers.GetUninitializedObject(plain),
        };
    }
}
