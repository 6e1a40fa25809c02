using FlexCore.Streams.Definition;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Compilation;

/// <summary>Compiles steps of a program's own operators.</summary>
internal static class UserSteps
{
    /// <summary>Checks the step and lets the operator ask for its fields.</summary>
    /// <param name="call">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="segment">The segment before the step.</param>
    /// <param name="registry">The operators there are.</param>
    /// <returns>The plan, or <see langword="null"/> after a reported mistake.</returns>
    public static UserStepPlan? Plan(OperatorCall call, StepContext context, SegmentBuilder segment, OperatorRegistry registry)
    {
        if (!registry.TryGet(call.Name.Text, out var description))
        {
            context.Diagnostics.Add(
                DiagnosticCodes.UnknownOperator,
                call.Name.Mark,
                $"There is no operator '{call.Name}'.",
                NameSuggestion.For(call.Name.Text, registry.Names) ?? "Add it to the registry that the compiler gets.");
            return null;
        }

        var mistakes = context.Diagnostics.Items.Count;
        var arguments = OperatorArguments.Bind(call, description, context.Diagnostics);
        if (context.Diagnostics.Items.Count > mistakes)
        {
            return null;
        }

        var fields = new OperatorFields(call, arguments, context, segment);
        var setup = new OperatorSetup(arguments.Values, fields);
        return Try(call, context, arguments, () => Create(description, setup))
            ? new UserStepPlan(description, fields.Finish(), setup, fields.Writes)
            : null;
    }

    private static void Create(OperatorDescription description, OperatorSetup setup)
    {
        _ = description.CreateStateful?.Invoke(setup);
        _ = description.CreateStateless?.Invoke(setup);
    }

    private static bool Try(OperatorCall call, StepContext context, OperatorArguments arguments, Action create)
    {
        try
        {
            create();
            return true;
        }
        catch (OperatorOptionException error)
        {
            var place = arguments.Find(error.Option) is [var value, ..] ? value.Mark : call.Mark;
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, place, $"The {call.Name} step does not accept '{error.Option}': {error.Message}");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The boundary to code that is not ours: a constructor that throws is a mistake to report, not a crash of the compiler.
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, call.Mark, $"The operator '{call.Name}' cannot be made: {error.GetType().Name}: {error.Message}");
        }

        return false;
    }
}
