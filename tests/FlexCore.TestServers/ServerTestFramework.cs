using System.Reflection;
using FlexCore.TestServers.Postgres;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FlexCore.TestServers;

/// <summary>Skips whole classes that need a server which this machine has not, inherited suites included, and says why.</summary>
/// <remarks>An assembly asks for it with <c>[assembly: Xunit.TestFramework("FlexCore.TestServers.ServerTestFramework", "FlexCore.TestServers")]</c>.</remarks>
public sealed class ServerTestFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    /// <inheritdoc/>
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) =>
        new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Discoverer(IAssemblyInfo assembly, ISourceInformationProvider source, IMessageSink messages)
        : XunitTestFrameworkDiscoverer(assembly, source, messages)
    {
        protected override bool FindTestsForMethod(
            ITestMethod testMethod, bool includeSourceInformation, IMessageBus messageBus, ITestFrameworkDiscoveryOptions discoveryOptions)
        {
            var needsServer = testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsPostgresAttribute)).Any();
            return needsServer && PostgresPrograms.SkipReason is { } reason && testMethod.Method.GetCustomAttributes(typeof(Xunit.FactAttribute)).Any()
                ? ReportDiscoveredTestCase(new SkippedTestCase(DiagnosticMessageSink, testMethod, reason), includeSourceInformation, messageBus)
                : base.FindTestsForMethod(testMethod, includeSourceInformation, messageBus, discoveryOptions);
        }
    }

    private sealed class SkippedTestCase : XunitTestCase
    {
        private string _reason = "";

        [Obsolete("Called by the de-serializer")]
        public SkippedTestCase()
        {
        }

        public SkippedTestCase(IMessageSink messages, ITestMethod method, string reason)
            : base(messages, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, method) => _reason = reason;

        public override void Serialize(IXunitSerializationInfo data)
        {
            base.Serialize(data);
            data.AddValue(nameof(_reason), _reason);
        }

        public override void Deserialize(IXunitSerializationInfo data)
        {
            _reason = data.GetValue<string>(nameof(_reason));
            base.Deserialize(data);
        }

        protected override string GetSkipReason(IAttributeInfo factAttribute) => _reason;
    }
}
