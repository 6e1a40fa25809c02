namespace FlexCore.Streams.Definition;

/// <summary>A step whose operator the program brings along, see <see cref="UserOperators.OperatorRegistry"/>.</summary>
/// <param name="Name">The operator.</param>
/// <param name="Arguments">The options given.</param>
public sealed record OperatorCall(DefinitionText Name, EquatableList<OperatorArgument> Arguments) : StepDefinition
{
    /// <inheritdoc/>
    public override string Kind => Name.Text;
}
