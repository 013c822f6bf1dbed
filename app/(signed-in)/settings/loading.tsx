import { LoadingPanels } from '../../../components/Loading.tsx';

export default () => <LoadingPanels />;
